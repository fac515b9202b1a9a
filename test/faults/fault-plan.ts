import type { CallFault, ProxiedCall } from "./fault-proxy.ts";
import { oneOf, seeded } from "./seeded.ts";

/** What is done to a worker process. */
export type ProcessFault = "kill" | "stop" | "terminate";

/** What goes wrong, and when: all of it from one seed. */
export interface FaultPlan {
  /** Whether anything goes wrong at this time. */
  active: boolean;
  /** A service that answers nothing but errors at this time. */
  outage: ProxiedCall["service"] | undefined;
  /** What becomes of a call. */
  decide(call: ProxiedCall): CallFault | undefined;
  /** How long until the next fault of a process, in milliseconds, what it is, and whose it is (from 0 up to 1). */
  nextProcessFault(): { readonly after: number; readonly fault: ProcessFault; readonly whose: number };
}

/** How many of a thousand calls meet each fault. A batch, or a message, meets those of its own more often. */
const perThousand = { reset: 4, refuse: 8, lose: 8, slow: 6 } as const;

const whole = new Set(["reset", "refuse", "lose", "slow"]);
const batches = new Set(["SendMessageBatch", "DeleteMessageBatch", "BatchWriteItem"]);
const messages = new Set(["SendMessage", "SendMessageBatch", "ReceiveMessage"]);

/** Makes the plan of a seed. */
export function faultPlan(seed: number): FaultPlan {
  const chance = seeded(seed, "calls");
  const processes = seeded(seed, "processes");
  const plan: FaultPlan = {
    active: true,
    outage: undefined,
    decide({ service, operation }) {
      if (!plan.active) return undefined;
      if (plan.outage === service) return { kind: "refuse" };
      let roll = chance() * 1_000;
      for (const kind of whole) {
        roll -= perThousand[kind as keyof typeof perThousand];
        if (roll >= 0) continue;
        // Most slow answers are slow, and some come only when the lease is over.
        if (kind === "slow") return { kind, ms: chance() < 0.2 ? 3_000 : 50 + chance() * 400 };
        return { kind: kind as "reset" | "refuse" | "lose" };
      }
      if (batches.has(operation) && chance() < 0.05) return { kind: "partial" };
      if (messages.has(operation) && chance() < 0.08) return { kind: "duplicate" };
      if (operation === "ReceiveMessage" && chance() < 0.1) return { kind: "shuffle" };
      return undefined;
    },
    nextProcessFault: () => ({
      after: 700 + processes() * 1_500,
      fault: oneOf(["kill", "kill", "stop", "terminate"] as const, processes),
      whose: processes(),
    }),
  };
  return plan;
}
