import type { CallFault, ProxiedCall } from "./fault-proxy.ts";
import { oneOf, seeded } from "./seeded.ts";

/** What is done to a worker process. */
export type ProcessFault = "kill" | "stop" | "terminate";

/** What goes wrong, and when: all of it from one seed. */
export interface FaultPlan {
  /** Whether anything goes wrong at this time. */
  active: boolean;
  /** What becomes of a call. */
  decide(call: ProxiedCall): CallFault | undefined;
  /** After how many more calls the next fault of a process comes, what it is, and whose it is (from 0 up to 1). */
  nextProcessFault(): { readonly after: number; readonly fault: ProcessFault; readonly whose: number };
}

/** How many of a thousand calls meet each fault. A batch, or a message, meets those of its own more often. */
const perThousand = { reset: 4, refuse: 8, lose: 8, slow: 6 } as const;

/** After how many calls a service is not there at all for a moment, in turns, and for how many calls. */
const OUTAGE_EVERY = 8_000;
const OUTAGE_LENGTH = 250;

const whole = new Set(["reset", "refuse", "lose", "slow"]);
const batches = new Set(["SendMessageBatch", "DeleteMessageBatch", "BatchWriteItem"]);
const messages = new Set(["SendMessage", "SendMessageBatch", "ReceiveMessage"]);

/** Makes the plan of a seed. */
export function faultPlan(seed: number): FaultPlan {
  const chance = seeded(seed, "calls");
  let calls = 0;
  const processes = seeded(seed, "processes");
  const plan: FaultPlan = {
    active: true,
    decide({ service, operation }) {
      if (!plan.active) return undefined;
      const turn = ++calls % (2 * OUTAGE_EVERY);
      const out = turn < OUTAGE_EVERY ? "dynamodb" : "sqs";
      if (service === out && turn % OUTAGE_EVERY >= OUTAGE_EVERY - OUTAGE_LENGTH) return { kind: "outage" };
      let roll = chance() * 1_000;
      for (const kind of whole) {
        roll -= perThousand[kind as keyof typeof perThousand];
        if (roll >= 0) continue;
        // Most slow answers are slow, and some come only when the lease is over.
        if (kind === "slow") return { kind, ms: chance() < 0.2 ? 4_000 : 50 + chance() * 400 };
        return { kind: kind as "reset" | "refuse" | "lose" };
      }
      if (batches.has(operation) && chance() < 0.05) return { kind: "partial" };
      if (messages.has(operation) && chance() < 0.08) return { kind: "duplicate" };
      if (operation === "ReceiveMessage" && chance() < 0.1) return { kind: "shuffle" };
      return undefined;
    },
    nextProcessFault: () => ({
      after: 400 + processes() * 600,
      fault: oneOf(["kill", "kill", "stop", "terminate"] as const, processes),
      whose: processes(),
    }),
  };
  return plan;
}
