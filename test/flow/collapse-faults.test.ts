import fc from "fast-check";
import { type AsyncResult, createApp, type SendOptions } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";
import { withFaults } from "../../src/memory/faults.ts";

/** A moment at which a sender dies, or loses an answer; undefined for one that lives. */
const deaths = [
  "reserve before",
  "reserve after",
  "supersede before",
  "supersede after",
  "send before",
  "send after",
  "confirm before",
  "revoke before",
  "revoke after",
] as const;

const step = fc.record({
  death: fc.option(fc.constantFrom(...deaths), { freq: 2, nil: undefined }),
  senders: fc.integer({ min: 1, max: 4 }),
  pause: fc.integer({ min: 0, max: 15_000 }),
  works: fc.boolean(),
});

interface Sent {
  readonly text: string;
  readonly at: number;
  /** Undefined where the sender was answered with an error, or not at all. */
  readonly result: AsyncResult<string> | undefined;
}

/** Lives through sends by several senders at once, some of whom die, and two deliveries of every message. */
async function live(steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[], options: SendOptions) {
  const app = createApp({ name: "shop" });
  const ran: { text: string; id: string }[] = [];
  const task = app.task("t", { bind: true }, ({ id }, text: string) => {
    ran.push({ text, id });
    return text;
  });
  const world = testWorld(app, { deliverTwice: true });
  let death: string | undefined;
  const die = (moment: string) => {
    if (moment !== death) return;
    death = undefined;
    throw new Error(`died: ${moment}`);
  };
  const faults = {
    before: ({ method }: { method: string }) => die(`${method} before`),
    after: ({ method }: { method: string }) => die(`${method} after`),
  };
  const { clock } = world;
  const sends: Sent[] = [];
  let count = 0;
  for (const { death: next, senders, pause, works } of steps) {
    const { broker, store } = world.adapters;
    const adapters = {
      ...world.adapters,
      broker: withFaults("broker", broker, faults),
      store: withFaults("store", store, faults),
    };
    app.connect(adapters, { clock, ids: app.runtime.ids, logger: app.runtime.logger });
    death = next;
    const at = clock.now();
    const tried = Array.from({ length: senders }, async () => {
      const text = `${count++}`;
      const result = await task.applyAsync([text], options).catch(() => undefined);
      return { text, at, result };
    });
    sends.push(...(await Promise.all(tried)));
    death = undefined;
    await clock.advance(pause);
    if (works) await world.runAll();
  }
  await world.advance("30m");
  return { sends, ran };
}

describe("whatever happens to senders, and however often messages come", () => {
  const steps = fc.array(step, { minLength: 1, maxLength: 12 });

  it.each([
    ["idempotency key", { idempotencyKey: "k", idempotencyWindow: "20s" }],
    ["throttle", { throttle: { key: "k", every: "20s" } }],
  ] as const)("what was answered runs, once, and one of each window (%s)", async (_, options) => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { sends, ran } = await live(all, options);
        expect(new Set(ran.map(({ id }) => id)).size).toBe(ran.length);
        const begun = new Map<string, number>();
        for (const { result, at } of sends) {
          if (!result) continue;
          expect(await result.state()).toBe("SUCCESS");
          if (!begun.has(result.id)) begun.set(result.id, at);
          // It is the same task for less than the window, from the first send that was answered, and another one after it.
          expect(at - (begun.get(result.id) ?? 0)).toBeLessThan(20_000);
        }
        const starts = [...begun.values()].sort((a, b) => a - b);
        expect(new Set(starts).size).toBe(starts.length);
      }),
      { numRuns: 150 },
    );
  });

  it("what was answered runs or is superseded by what runs, and the last one runs (debounce)", async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { sends, ran } = await live(all, { debounce: { key: "k", wait: "10s" } });
        expect(new Set(ran.map(({ id }) => id)).size).toBe(ran.length);
        const runs = new Set(ran.map(({ id }) => id));
        const reasons = new Map<string, string>();
        for (const { result } of sends) {
          const record = await result?.record();
          if (!result || !record) continue;
          expect(["SUCCESS", "REVOKED"]).toContain(record.state);
          expect(runs.has(result.id)).toBe(record.state === "SUCCESS");
          if (record.state === "REVOKED") reasons.set(result.id, record.reason);
        }
        for (const { result } of sends) if (result) expect(await result.ready()).toBe(true);
        // By each chain of those that took over one comes to a task that ran.
        for (let [id, reason] of reasons) {
          for (let hops = 0; reasons.has(id) && hops <= sends.length; hops++) {
            reason = reasons.get(id) ?? "";
            id = reason.replace("debounce: superseded by ", "");
          }
          expect(runs).toContain(id);
        }
        const died = all.filter(({ death }) => death !== undefined).length;
        if (died > 0) return;
        const groups = sends.filter(({ at }, index) => index === 0 || at - (sends[index - 1]?.at ?? 0) >= 10_000);
        expect(ran).toHaveLength(groups.length);
      }),
      { numRuns: 150 },
    );
  });
});
