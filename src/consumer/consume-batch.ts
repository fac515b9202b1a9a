import { execute, type Invocation, type Outcome, type Worker } from "../execution/index.ts";
import type { Delivery } from "../ports/index.ts";
import { isFifo } from "../settings/index.ts";
import { finishBatch } from "./finish-batch.ts";
import { inLanes } from "./in-lanes.ts";

/** The two parts of a batch after its execution. */
export interface BatchAnswer {
  /** Handled: their messages go. */
  readonly acknowledged: readonly Delivery[];
  /** To be delivered again. */
  readonly kept: readonly Delivery[];
}

/**
 * Runs the deliveries of a batch side by side, each by itself, and answers exactly which of them are handled. Never
 * throws: what the world does to one of them keeps only that one.
 *
 * @param concurrency - how many run at once. @default the app's `concurrency`
 */
export async function consumeBatch(
  deliveries: readonly Delivery[],
  worker: Worker,
  invocation: Invocation,
  concurrency = worker.settings.concurrency,
): Promise<BatchAnswer> {
  const outcomes: Outcome[] = [];
  const take = (outcome: Outcome) => void outcomes.push(outcome);
  await inLanes(lanesOf(deliveries), concurrency, (lane) => executeLane(lane, worker, invocation, take));
  return finishBatch(outcomes, worker, invocation);
}

/**
 * Runs deliveries one after another. In a group of a FIFO queue nothing may overtake what has to run again: after the
 * first that is kept, the rest is given back.
 */
export async function executeLane(
  lane: readonly Delivery[],
  worker: Worker,
  invocation: Invocation,
  take: (outcome: Outcome) => void,
): Promise<void> {
  let before: Outcome | undefined;
  for (const delivery of lane) {
    const blocked = before !== undefined && before.disposition !== "acknowledge";
    before = blocked && before ? held(delivery, before) : await executeSafely(delivery, worker, invocation);
    take(before);
  }
}

/** One execution that answers whatever happens: a world that does not answer leaves the message where it is. */
async function executeSafely(delivery: Delivery, worker: Worker, invocation: Invocation): Promise<Outcome> {
  try {
    return await execute(delivery, worker, invocation);
  } catch (error) {
    const fields = { messageId: delivery.messageId, queue: delivery.queue, error };
    worker.runtime.logger.error(fields, "message is left to be redelivered");
    return { delivery, disposition: "leave" };
  }
}

/** What must run one after another: a group of a FIFO queue. On a standard queue, everything stands alone. */
export function lanesOf(deliveries: readonly Delivery[]): readonly (readonly Delivery[])[] {
  const lanes = new Map<unknown, Delivery[]>();
  for (const delivery of deliveries) {
    const key = isFifo(delivery.queue) ? `${delivery.queue} ${delivery.groupId ?? ""}` : delivery;
    const lane = lanes.get(key);
    if (lane) lane.push(delivery);
    else lanes.set(key, [delivery]);
  }
  return [...lanes.values()];
}

/** What waits behind a hidden message is hidden as long; SQS holds the group back by itself anyway. */
function held(delivery: Delivery, { disposition, until = 0 }: Outcome): Outcome {
  return disposition === "hide" ? { delivery, disposition, until } : { delivery, disposition: "leave" };
}
