import { memoryAdapters } from "../../src/memory/index.ts";
import { FrozenClock } from "../../src/runtime/index.ts";
import { deadLetterName } from "../../src/settings/index.ts";
import { knownFaults } from "./known-faults.ts";
import type { World } from "./world.ts";

/** The world in memory, on a clock that stands still. */
export async function memoryWorld(): Promise<World> {
  const clock = new FrozenClock();
  const { broker, store, engine } = memoryAdapters({ clock, settings: { name: "contract" } });
  let queues = 0;
  return {
    broker,
    store,
    clock,
    faults: knownFaults("memory"),
    queue: async (kind) => `queue-${++queues}${kind === "fifo" ? ".fifo" : ""}`,
    deadLetters: async (queue) =>
      engine
        .queue(deadLetterName("contract", queue))
        .receive({ max: 10 })
        .map((message) => ({
          queue,
          messageId: message.id,
          receipt: message.receiptHandle,
          body: message.body,
          receiveCount: message.receiveCount,
          sentAt: message.sentAt,
          ...(message.groupId !== undefined && { groupId: message.groupId }),
          attributes: Object.fromEntries(
            Object.entries(message.attributes ?? {}).map(([name, { stringValue = "" }]) => [name, stringValue]),
          ),
        })),
    elapse: (ms) => clock.advance(ms),
    close: async () => engine.close(),
  };
}
