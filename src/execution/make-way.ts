import { unfinishedExpiry } from "../lifecycle/index.ts";
import type { Ending, Store } from "../ports/index.ts";
import type { OwnedAttempt } from "./claim-task.ts";
import { acknowledge, hideUntil, leave, type Outcome } from "./outcome.ts";
import type { ReceivedTask } from "./received-task.ts";
import { finishedExpiry } from "./retention.ts";
import { settleAttempt } from "./settle-attempt.ts";
import { announce, type Holder, isLater, takePlace } from "./take-place.ts";
import { type Way, waysOf } from "./ways-of.ts";
import type { Worker } from "./worker.ts";

/** How often a run that replaces others finds yet another one in its place before it waits. */
const MOST_REPLACED = 3;

/** The pauses in which a run waits for the end of the one that it replaces, in milliseconds: each is twice the one before. */
const PAUSE = { first: 5_000, longest: 60_000 };

/**
 * Keeps a run from running beside another one that holds its place, such as one of the same schedule (`overlap`) or of the same
 * key (`singleton`): with "skip" it ends the run that is due while another is not over, with "replace" it revokes the other, and
 * the run that is due waits for its end. Undefined lets the run go on.
 *
 * Each place is a record of its own in the store, that only one run holds. It is taken after the run has claimed its own
 * record, and handed on when the record of the run that holds it is final. Of several that wait for it the latest gets it:
 * where a holder or a waiting run is a later one, the run that is due comes too late. So two runs of a place are never under
 * way together, but for one case: a run that should have gone on more than an hour ago, and has not, counts as lost.
 */
export async function makeWay(
  received: ReceivedTask,
  attempt: OwnedAttempt,
  worker: Worker,
): Promise<Outcome | undefined> {
  // A run that was revoked while its worker died makes way for none: it does not run.
  if (attempt.owner === undefined || attempt.revokeReason !== undefined) return undefined;
  let ways: readonly Way[];
  try {
    ways = waysOf(received, worker);
  } catch (thrown) {
    // The task's own function made no key of these arguments, and never will.
    const now = worker.runtime.clock.now();
    return settleAttempt(received, attempt, { kind: "hopeless", thrown }, now, worker);
  }
  for (const way of ways) {
    const yielded = await giveWay(way, received, attempt, worker);
    if (yielded) return yielded;
  }
  return undefined;
}

async function giveWay(
  { mode, place, time, because }: Way,
  received: ReceivedTask,
  attempt: OwnedAttempt,
  worker: Worker,
): Promise<Outcome | undefined> {
  const { store, runtime } = worker;
  const now = runtime.clock.now();
  const { id } = received.message;
  const run: Holder = { id, time };
  const fields = { id, task: place.task, place: place.id };

  for (let tries = 1; ; tries++) {
    const holder = await takePlace(place, run, store, now);
    if (holder === undefined) return undefined;
    const reason = because(holder.id);
    if (mode === "skip" || isLater(holder, run)) {
      runtime.logger.warn({ ...fields, running: holder.id }, "run is left out: another one is not over");
      return end(received, attempt, { state: "REVOKED", reason: reason.leftOut }, now, worker);
    }
    const isOver = await revokeRun(holder, reason.replaced, store, now);
    if (isOver && tries < MOST_REPLACED) continue;
    await announce(place, holder, run, store);
    runtime.logger.info({ ...fields, running: holder.id }, "run waits for the end of the one that it replaces");
    return wait(received, attempt, now, store);
  }
}

/** Revokes the run in the place. Answers whether it is over. */
async function revokeRun({ id }: Holder, reason: string, store: Store, now: number): Promise<boolean> {
  const expiresAt = unfinishedExpiry(now);
  const { kind } = await store.revoke({ id, reason, terminate: true, now, expiresAt });
  return kind !== "marked";
}

/** Gives the run back until the other one may be over. That is no failure, so it counts as having been cut short. */
async function wait(
  { message, delivery }: ReceivedTask,
  { owner = "", failures, cuts }: OwnedAttempt,
  now: number,
  store: Store,
): Promise<Outcome> {
  const retryAt = now + Math.min(PAUSE.longest, PAUSE.first * 2 ** cuts);
  const ending: Ending = { state: "RETRY", retryAt };
  const expiresAt = unfinishedExpiry(retryAt);
  const isOurs = await store.settle({ id: message.id, owner, now, failures, cuts: cuts + 1, expiresAt, ending });
  // Refused, it was revoked itself just now, which the next one to claim it will see.
  return isOurs ? hideUntil(delivery, retryAt) : leave(delivery);
}

/** Ends a run that is left out. */
async function end(
  { message, definition, delivery }: ReceivedTask,
  { owner = "", attempt, startedAt, failures, cuts }: OwnedAttempt,
  ending: Ending & { state: "REVOKED" },
  now: number,
  { store, settings }: Worker,
): Promise<Outcome> {
  const { id } = message;
  const expiresAt = finishedExpiry(now, definition, settings, message);
  const isOurs = await store.settle({ id, owner, now, failures, cuts, expiresAt, ending });
  // The lease was lost meanwhile: the message is another worker's to acknowledge.
  if (!isOurs) return leave(delivery);
  const of = { id, task: definition.name, queue: delivery.queue };
  return { ...acknowledge(delivery), line: { ...of, state: ending.state, attempt, startedAt, runtime: 0 } };
}
