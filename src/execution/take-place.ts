import { isFinalRecord, type TaskRecord, unfinishedExpiry } from "../lifecycle/index.ts";
import type { Store } from "../ports/index.ts";

/** A place that only one run holds at a time, as that of a schedule: a record of its own in the store. */
export interface Place {
  /** The id of its record. */
  readonly id: string;
  readonly task: string;
  readonly queue: string;
  /**
   * For which runs a holder that is over is in the way too: with "skip" for those that wanted the place before the holder was
   * over, with "replace" for those that wanted it before the holder did. @default none
   */
  readonly strict?: "skip" | "replace";
}

/** A run that holds a place, or wants it. */
export interface Holder {
  /** The run's task id. */
  readonly id: string;
  /** Since when it wants the place, in milliseconds since 1970. */
  readonly time: number | undefined;
}

/** How long after its time an unfinished run that nobody hears of counts as lost, in milliseconds. */
const LOST_AFTER = 3_600_000;

/** How often a place is tried for that changes hands meanwhile. */
const MOST_TRIES = 3;

/**
 * Takes a place for a run, if it is free or the run's already. Else answers with the run that holds it, or with a later one that
 * waits for it.
 */
export async function takePlace(place: Place, run: Holder, store: Store, now: number): Promise<Holder | undefined> {
  const { id, task, queue, strict } = place;
  let holder: Holder = { id: "before", time: undefined };
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const expiresAt = unfinishedExpiry(now);
    // The place knows its holder by the owner token, so a run that holds it already, since an attempt before, is let through.
    const claim = { id, task, queue, owner: tokenOf(run), now, leaseUntil: expiresAt * 1_000, expiresAt };
    if ((await store.claim(claim)).kind === "claimed") return undefined;
    const held = await store.read(id);
    if (held?.state !== "STARTED") continue;
    holder = holderOf(held.owner);
    // It wanted the place under another time before: it was redriven, or this is another message of the same task.
    if (holder.id === run.id) return undefined;
    const next = held.progress && holderOf(held.progress.meta);
    if (next && isLater(next, run) && isUnderWay(await store.read(next.id), now)) return next;
    const record = await store.read(holder.id);
    if (isUnderWay(record, now) || (strict && isTooLate(run, holder, record, strict))) return holder;
    const { owner, failures, cuts } = held;
    await store.settle({ id, owner, now, failures, cuts, expiresAt, ending: { state: "RETRY", retryAt: now } });
  }
  return holder;
}

/** Tells in a place which run waits for it, so that an earlier one does not wait too. */
export async function announce(place: Place, holder: Holder, run: Holder, store: Store): Promise<void> {
  await store.progress(place.id, tokenOf(holder), { state: "NEXT", meta: tokenOf(run) });
}

/** Whether a run wants the place since later than another. */
export function isLater(run: Holder, other: Holder): boolean {
  return run.time !== undefined && other.time !== undefined && run.time > other.time;
}

/** A run as the owner token of its place. No task id holds a space. */
function tokenOf({ id, time }: Holder): string {
  return time === undefined ? id : `${id} ${time}`;
}

function holderOf(token: string): Holder {
  const [id = "", time] = token.split(" ");
  return { id, time: time === undefined ? undefined : Number(time) };
}

/** Whether a holder that is over is in the way of a run all the same. */
function isTooLate(run: Holder, holder: Holder, record: TaskRecord | undefined, strict: "skip" | "replace"): boolean {
  if (strict === "replace" || !record || !isFinalRecord(record)) return isLater(holder, run);
  return run.time !== undefined && run.time < record.finishedAt;
}

/** Whether a run goes on, or is about to. */
function isUnderWay(record: TaskRecord | undefined, now: number): boolean {
  if (!record || isFinalRecord(record)) return false;
  return now < (record.state === "STARTED" ? record.leaseUntil : record.retryAt) + LOST_AFTER;
}
