import type { Delivery } from "../ports/index.ts";
import { bury } from "./bury.ts";
import { claimTask } from "./claim-task.ts";
import { concludeAgain } from "./conclude-again.ts";
import { fetchArguments } from "./fetch-arguments.ts";
import { gate } from "./gate.ts";
import type { Invocation } from "./invocation.ts";
import { makeWay } from "./make-way.ts";
import { hideUntil, type Outcome, runAlone } from "./outcome.ts";
import { readDelivery } from "./read-delivery.ts";
import { runAttempt } from "./run-attempt.ts";
import { settleAttempt } from "./settle-attempt.ts";
import { takeTick } from "./take-tick.ts";
import type { Worker } from "./worker.ts";

/**
 * One delivery, from the queue to its outcome:
 *
 *     decode → tick → gate → fetch → claim → make way → validate → middleware → handler → settle → advance
 *
 * It throws only what the world throws (a store or a queue that does not answer); then nothing is lost, for the message
 * is not acknowledged.
 *
 * @param alone - whether nothing else runs beside it that a death could take along. @default false: a task that seems to
 * kill its workers is put off, by the outcome "alone"
 */
export async function execute(
  delivery: Delivery,
  worker: Worker,
  invocation: Invocation,
  alone = false,
): Promise<Outcome> {
  // A worker that is about to end begins nothing new.
  if (invocation.closing) return hideUntil(delivery, 0);

  const decoded = readDelivery(delivery, worker);
  if ("reason" in decoded) return bury(delivery, decoded, worker);

  const { tick } = decoded.message;
  const due = tick ? await takeTick(decoded, tick, worker) : decoded;
  if ("disposition" in due) return due;

  const held = await gate(due, worker);
  if (held) return held;

  const received = due.message.payload ? await fetchArguments(due, worker) : due;
  if ("reason" in received) return bury(delivery, received, worker);

  const claimed = await claimTask(received, worker, invocation, alone);
  if (claimed.kind === "finished") return concludeAgain(received, claimed.record, worker);
  if (claimed.kind === "suspect") return runAlone(delivery);
  if (claimed.kind !== "owned") return hideUntil(delivery, claimed.until);

  const { attempt } = claimed;
  const yielded = await makeWay(received, attempt, worker);
  if (yielded) return yielded;

  if (attempt.owner !== undefined) invocation.claims.set(delivery, { id: received.message.id, owner: attempt.owner });
  try {
    const startedAt = worker.runtime.clock.now();
    const ended = await runAttempt(received, attempt, worker, invocation);
    return await settleAttempt(received, attempt, ended, startedAt, worker);
  } finally {
    invocation.claims.delete(delivery);
  }
}
