import { execute, type Invocation, type Outcome, type Worker } from "../execution/index.ts";
import type { Delivery } from "../ports/index.ts";
import { isFifo } from "../settings/index.ts";
import { acknowledgeAll } from "./acknowledge-all.ts";
import { finishBatch } from "./finish-batch.ts";
import { inLanes } from "./in-lanes.ts";

/** The two parts of a batch after its execution. */
export interface BatchAnswer {
  /** Handled: their messages go. Not among them are those that are gone already. */
  readonly acknowledged: readonly Delivery[];
  /** To be delivered again. */
  readonly kept: readonly Delivery[];
}

/**
 * Runs the deliveries of a batch side by side, each by itself, and answers exactly which of them are handled. Never
 * throws: what the world does to one of them keeps only that one.
 *
 * What seems to kill its workers runs at the end, one by one, after all that was done before is written and acknowledged:
 * should it kill this worker too, it takes nothing with it.
 *
 * @param concurrency - how many run at once. @default the app's `concurrency`
 */
export async function consumeBatch(
  deliveries: readonly Delivery[],
  worker: Worker,
  invocation: Invocation,
  concurrency = worker.settings.concurrency,
): Promise<BatchAnswer> {
  let outcomes: Outcome[] = [];
  const suspects: (readonly Delivery[])[] = [];
  const take = (outcome: Outcome) => void outcomes.push(outcome);
  await inLanes(lanesOf(deliveries), concurrency, async (lane) => {
    const rest = await executeLane(lane, worker, invocation, take);
    if (rest.length > 0) suspects.push(rest);
  });
  const kept: Delivery[] = [];
  for (const lane of inTurn(suspects)) {
    const before = await finishBatch(outcomes, worker, invocation);
    kept.push(...before.kept);
    await acknowledgeAll(before.acknowledged, worker);
    outcomes = [];
    await executeLane(lane, worker, invocation, take, true);
  }
  const answer = await finishBatch(outcomes, worker, invocation);
  return { acknowledged: answer.acknowledged, kept: [...kept, ...answer.kept] };
}

/**
 * Runs deliveries one after another. In a group of a FIFO queue nothing may overtake what has to run again: after the
 * first that is kept, the rest is given back.
 *
 * @param alone - whether nothing else runs beside the lane. @default false
 * @returns what is left for a run alone: from the first that seems to kill its workers. Never anything with `alone`
 */
export async function executeLane(
  lane: readonly Delivery[],
  worker: Worker,
  invocation: Invocation,
  take: (outcome: Outcome) => void,
  alone = false,
): Promise<readonly Delivery[]> {
  let before: Outcome | undefined;
  for (const [index, delivery] of lane.entries()) {
    const blocked = before !== undefined && before.disposition !== "acknowledge";
    const outcome =
      blocked && before ? held(delivery, before) : await executeSafely(delivery, worker, invocation, alone);
    if (outcome.disposition === "alone") return lane.slice(index);
    before = outcome;
    take(outcome);
  }
  return [];
}

/** Another one is first each time that they come, so that none is kept waiting for ever by one that kills before its turn. */
function inTurn(lanes: readonly (readonly Delivery[])[]): readonly (readonly Delivery[])[] {
  const first = (lanes[0]?.[0]?.receiveCount ?? 0) % Math.max(1, lanes.length);
  return [...lanes.slice(first), ...lanes.slice(0, first)];
}

/** One execution that answers whatever happens: a world that does not answer leaves the message where it is. */
async function executeSafely(
  delivery: Delivery,
  worker: Worker,
  invocation: Invocation,
  alone: boolean,
): Promise<Outcome> {
  try {
    return await execute(delivery, worker, invocation, alone);
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
