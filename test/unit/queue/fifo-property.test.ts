import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../../src/queue/index.ts";
import { frozenEngine, second } from "./frozen-engine.ts";

const step = fc.record({
  what: fc.constantFrom("send", "send", "receive", "receive", "delete", "change", "wait"),
  n: fc.nat(9),
});

interface Sent {
  readonly group: string;
  readonly order: number;
  /** While it is in flight: until when, and by which handle. */
  until: number;
  handle: string;
}

describe("a FIFO queue, whatever is done to it", () => {
  it("gives each group to one receiver at a time, in order, and holds nothing back that could be given", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
        const { engine, clock } = frozenEngine();
        const queue = engine.create("orders.fifo", { contentBasedDeduplication: true });
        // The model: what is there, in the order of sending.
        let there: Sent[] = [];
        const isLocked = (group: string) => there.some((sent) => sent.group === group && sent.until > clock.now());

        for (const [order, { what, n }] of steps.entries()) {
          const flying = there[n];
          if (what === "send") {
            const group = `g${n % 3}`;
            queue.send({ body: `${group} ${order}`, groupId: group });
            there.push({ group, order, until: 0, handle: "" });
          } else if (what === "receive") {
            const open = there.filter(({ group }) => !isLocked(group));
            const received = queue.receive({ max: n + 1, visibilityTimeout: n * second });
            for (const group of new Set(received.map(({ groupId }) => groupId))) {
              const given = received.filter(({ groupId }) => groupId === group).map(({ body }) => body);
              const could = open.filter((sent) => sent.group === group).map((sent) => `${group} ${sent.order}`);
              expect(given).toEqual(could.slice(0, given.length));
            }
            expect(received).toHaveLength(Math.min(n + 1, open.length));
            for (const { body, receiptHandle } of received) {
              const sent = there.find(({ group, order }) => body === `${group} ${order}`);
              if (sent) Object.assign(sent, { until: clock.now() + n * second, handle: receiptHandle });
            }
          } else if (what === "wait") await clock.advance(n * second);
          else if (flying?.handle) {
            const isFlying = flying.until > clock.now();
            try {
              if (what === "delete") queue.delete(flying.handle);
              else queue.changeVisibility(flying.handle, n * second);
              expect(isFlying).toBe(true);
              if (what === "delete") there = there.filter((sent) => sent !== flying);
              else flying.until = clock.now() + n * second;
            } catch (error) {
              if (!isRefusal(error)) throw error;
              expect(isFlying).toBe(false);
            }
          }
          expect(queue.counts.inFlight).toBe(there.filter(({ until }) => until > clock.now()).length);
          expect(queue.counts.visible + queue.counts.inFlight).toBe(there.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
