import { isFinalRecord, type TaskRecord } from "../lifecycle/index.ts";
import type { Store } from "../ports/index.ts";
import type { OwnedAttempt } from "./claim-task.ts";
import { acknowledge, type Outcome } from "./outcome.ts";
import type { ReceivedTask } from "./received-task.ts";
import { finishedExpiry, unfinishedExpiry } from "./retention.ts";
import type { Worker } from "./worker.ts";

/** How long after its time an unfinished run that nobody hears of counts as lost, in milliseconds. */
const LOST_AFTER = 3_600_000;

/** How often the place of a schedule is tried for that changes hands meanwhile. */
const MOST_TRIES = 3;

/**
 * With `overlap: "skip"`, ends a run that is due while another run of its schedule is not over; undefined lets it run.
 *
 * Each schedule has one place, a record of its own in the store, that only one run holds. It is taken after the run has
 * claimed its own record, and handed on when the record of the run that holds it is final. So two runs of a schedule
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
  if (tick?.overlap !== "skip" || attempt.owner === undefined) return undefined;
  const { store, runtime, settings } = worker;
  const place = {
    id: `lovage-overlap:${settings.name}/${tick.schedule}`,
    task: definition.name,
    queue: delivery.queue,
  };
  const now = runtime.clock.now();
  const holder = await takePlace(place, id, store, now);
  if (holder === id) return undefined;

  const fields = { id, task: definition.name, schedule: tick.schedule, running: holder };
  runtime.logger.warn(fields, "run is left out: the one before is not over");
  const { failures, cuts } = attempt;
  const ending = { state: "REVOKED" as const, reason: `overlap: the run ${holder} of the schedule is not over` };
  const expiresAt = finishedExpiry(now, definition, settings);
  await store.settle({ id, owner: attempt.owner, now, failures, cuts, expiresAt, ending });
  const { startedAt } = attempt;
  const of = { id, task: definition.name, queue: delivery.queue };
  return {
    ...acknowledge(delivery),
    line: { ...of, state: "REVOKED", attempt: attempt.attempt, startedAt, runtime: 0 },
  };
}

/** Takes the place of a schedule for a run, if it is free. Answers with the run that holds it now. */
async function takePlace(
  place: { readonly id: string; readonly task: string; readonly queue: string },
  run: string,
  store: Store,
  now: number,
): Promise<string> {
  let holder = "before";
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const expiresAt = unfinishedExpiry(now);
    const claim = { ...place, owner: run, now, leaseUntil: expiresAt * 1_000, expiresAt };
    // The place knows its holder by the owner token, so a run that holds it already, since an attempt before, is let through.
    if ((await store.claim(claim)).kind === "claimed") return run;
    const held = await store.read(place.id);
    if (held?.state !== "STARTED") continue;
    holder = held.owner;
    if (isUnderWay(await store.read(holder), now)) return holder;
    const { failures, cuts } = held;
    const ending = { state: "RETRY" as const, retryAt: now };
    await store.settle({ id: place.id, owner: holder, now, failures, cuts, expiresAt, ending });
  }
  return holder;
}

/** Whether a run goes on, or is about to. */
function isUnderWay(record: TaskRecord | undefined, now: number): boolean {
  if (!record || isFinalRecord(record)) return false;
  return now < (record.state === "STARTED" ? record.leaseUntil : record.retryAt) + LOST_AFTER;
}
