import { unfinishedExpiry } from "../lifecycle/index.ts";
import type { Ending, Store } from "../ports/index.ts";
import type { OwnedAttempt } from "./claim-task.ts";
import { acknowledge, hideUntil, leave, type Outcome } from "./outcome.ts";
import type { ReceivedTask } from "./received-task.ts";
import { finishedExpiry } from "./retention.ts";
import { announce, type Holder, isLater, type Place, takePlace } from "./take-place.ts";
import type { Worker } from "./worker.ts";

/** How often a run that replaces others finds yet another one in its place before it waits. */
const MOST_REPLACED = 3;

/** The pauses in which a run waits for the end of the one that it replaces, in milliseconds: each is twice the one before. */
const PAUSE = { first: 5_000, longest: 60_000 };

/**
 * Keeps a run of a schedule from running beside another: with `overlap: "skip"` it ends the run that is due while another is
 * not over, with "replace" it revokes the other, and the run that is due waits for its end. Undefined lets the run go on.
 *
 * Each schedule has one place, a record of its own in the store, that only one run holds. It is taken after the run has
 * claimed its own record, and handed on when the record of the run that holds it is final. Of several that wait for it the
 * latest gets it: where a holder or a waiting run is of a later tick, the run that is due comes too late. So two runs of a schedule
 * are never under way together, but for one case: a run that should have gone on more than an hour ago, and has not,
 * counts as lost.
 */
export async function makeWay(
  received: ReceivedTask,
  attempt: OwnedAttempt,
  worker: Worker,
): Promise<Outcome | undefined> {
  const { message, definition, delivery } = received;
  const { tick, id } = message;
  // A run that was revoked while its worker died makes way for none: it does not run.
  if (tick?.overlap === undefined || attempt.owner === undefined || attempt.revokeReason !== undefined)
    return undefined;
  const { store, runtime, settings } = worker;
  const now = runtime.clock.now();
  const run: Holder = { id, time: tick.time };
  const place: Place = { app: settings.name, schedule: tick.schedule, task: definition.name, queue: delivery.queue };
  const fields = { id, task: definition.name, schedule: tick.schedule };

  for (let tries = 1; ; tries++) {
    const holder = await takePlace(place, run, store, now);
    if (holder === undefined) return undefined;
    if (tick.overlap === "skip" || isLater(holder, run)) {
      runtime.logger.warn({ ...fields, running: holder.id }, "run is left out: another one is not over");
      const reason = `overlap: the run ${holder.id} of the schedule is not over`;
      return end(received, attempt, { state: "REVOKED", reason }, now, worker);
    }
    const isOver = await revokeRun(holder, run, store, now);
    if (isOver && tries < MOST_REPLACED) continue;
    await announce(place, holder, run, store);
    runtime.logger.info({ ...fields, running: holder.id }, "run waits for the end of the one that it replaces");
    return wait(received, attempt, now, store);
  }
}

/** Revokes the run in the place. Answers whether it is over. */
async function revokeRun(holder: Holder, run: Holder, store: Store, now: number): Promise<boolean> {
  const reason = `overlap: replaced by the run ${run.id} of the schedule`;
  const expiresAt = unfinishedExpiry(now);
  const { kind } = await store.revoke({ id: holder.id, reason, terminate: true, now, expiresAt });
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
  const expiresAt = finishedExpiry(now, definition, settings);
  await store.settle({ id, owner, now, failures, cuts, expiresAt, ending });
  const of = { id, task: definition.name, queue: delivery.queue };
  return { ...acknowledge(delivery), line: { ...of, state: ending.state, attempt, startedAt, runtime: 0 } };
}
