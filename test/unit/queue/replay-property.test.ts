import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Fact, isRefusal, QueueEngine } from "../../../src/queue/index.ts";
import { frozenEngine, minute, second } from "./frozen-engine.ts";

const step = fc.record({
  what: fc.constantFrom(
    ...([
      "send",
      "send",
      "send",
      "receive",
      "receive",
      "receive",
      "delete",
      "show",
      "hide",
      "wait",
      "purge",
      "move",
      "delay",
    ] as const),
  ),
  queue: fc.constantFrom("jobs", "jobs", "dead", "orders.fifo", "orders.fifo"),
  n: fc.nat(9),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Does the steps to an engine with a standard queue, its dead-letter queue and a FIFO queue. */
async function live(steps: readonly Step[]) {
  const setup = frozenEngine();
  const { engine, clock } = setup;
  engine.create("dead", { retention: 5 * minute });
  engine.create("jobs", { redrive: { deadLetterQueue: "dead", maxReceiveCount: 2 }, retention: 3 * minute });
  engine.create("orders.fifo", { contentBasedDeduplication: true, retention: 4 * minute });
  const handles: [queue: string, handle: string][] = [];
  const actions: Record<Step["what"], (step: Step, index: number) => void | Promise<void>> = {
    send: ({ queue, n }, index) => {
      const delay = queue === "orders.fifo" || n < 7 ? 0 : n * second;
      engine.queue(queue).send({ body: `${index % 7}`, groupId: `g${n % 3}`, delay });
    },
    receive: ({ queue, n }) => {
      const received = engine.queue(queue).receive({ max: n + 1, visibilityTimeout: n * 10 * second });
      for (const { receiptHandle } of received) handles.push([queue, receiptHandle]);
    },
    delete: ({ n }) => withHandle(n, (queue, handle) => engine.queue(queue).delete(handle)),
    show: ({ n }) => withHandle(n, (queue, handle) => engine.queue(queue).changeVisibility(handle, 0)),
    hide: ({ n }) => withHandle(n, (queue, handle) => engine.queue(queue).changeVisibility(handle, n * minute)),
    wait: ({ n }) => clock.advance(n * 7 * second),
    purge: ({ queue, n }) => (n === 0 ? engine.queue(queue).purge() : undefined),
    move: ({ n }) => void engine.moves.start({ source: "dead", destination: "jobs", rate: n + 1 }),
    delay: ({ n }) => engine.queue("orders.fifo").setAttributes({ delay: n * second }),
  };
  const withHandle = (n: number, use: (queue: string, handle: string) => void) => {
    const handle = handles.at(-1 - n);
    if (handle) use(...handle);
  };
  for (const [index, one] of steps.entries()) {
    try {
      await actions[one.what](one, index);
    } catch (error) {
      // Handles that are void, a move task that runs already: refused, and nothing has changed.
      if (!isRefusal(error)) throw error;
    }
  }
  engine.close();
  return setup;
}

/** An engine's state, brought up to now; without what has no meaning (the time at which a visible message was hidden). */
function state(engine: QueueEngine) {
  const counts = engine.queues.map((queue) => queue.counts);
  const { queues, ...rest } = engine.snapshot();
  return {
    ...rest,
    counts,
    queues: queues.map((queue) => ({
      ...queue,
      messages: queue.messages.map(({ due, ...message }) =>
        message.state === "visible" ? message : { ...message, due },
      ),
    })),
  };
}

describe("whatever happens to an engine", () => {
  it("can be replayed from what it told, and restored from its snapshot", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 50 }), async (steps) => {
        const { engine, clock, facts } = await live(steps);
        const replayed = new QueueEngine({ clock, ids: () => "later" });
        for (const fact of JSON.parse(JSON.stringify(facts)) as Fact[]) replayed.replay(fact);
        const restored = new QueueEngine({ clock, ids: () => "later" });
        restored.restore(JSON.parse(JSON.stringify(engine.snapshot())));
        expect(state(replayed)).toEqual(state(engine));
        expect(state(restored)).toEqual(state(engine));
      }),
      { numRuns: 300 },
    );
  });
});
