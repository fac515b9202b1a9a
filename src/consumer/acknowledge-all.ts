import type { Worker } from "../execution/index.ts";
import type { Delivery } from "../ports/index.ts";

/** SQS deletes ten messages in one call. */
const MOST = 10;

/** Removes handled messages. Never throws: what could not be removed is delivered again, and known to be over by then. */
export async function acknowledgeAll(
  deliveries: readonly Delivery[],
  { broker, runtime }: Pick<Worker, "broker" | "runtime">,
): Promise<void> {
  for (const [queue, handled] of Map.groupBy(deliveries, (delivery) => delivery.queue)) {
    for (let from = 0; from < handled.length; from += MOST) {
      const receipts = handled.slice(from, from + MOST).map(({ receipt }) => receipt);
      try {
        await broker.acknowledge(queue, receipts);
      } catch (error) {
        runtime.logger.warn(
          { error, queue, messages: receipts.length },
          "messages could not be acknowledged; they are delivered again",
        );
      }
    }
  }
}
