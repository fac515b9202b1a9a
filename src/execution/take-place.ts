import { isFinalRecord, type TaskRecord, unfinishedExpiry } from "../lifecycle/index.ts";
import type { Store } from "../ports/index.ts";

/** The place of a schedule: a record of its own in the store, which only one run of the schedule holds. */
export interface Place {
  readonly app: string;
  readonly schedule: string;
  readonly task: string;
  readonly queue: string;
}

/** A run that holds a place, or wants it. */
export interface Holder {
  /** The run's task id. */
  readonly id: string;
  /** When it was due, in milliseconds since 1970. */
  readonly time: number | undefined;
}

/** How long after its time an unfinished run that nobody hears of counts as lost, in milliseconds. */
const LOST_AFTER = 3_600_000;

/** How often the place of a schedule is tried for that changes hands meanwhile. */
const MOST_TRIES = 3;

/**
 * Takes the place of a schedule for a run, if it is free or the run's already. Else answers with the run that holds it, or with a
 * later one that waits for it.
 */
export async function takePlace(place: Place, run: Holder, store: Store, now: number): Promise<Holder | undefined> {
  const { task, queue } = place;
  const id = idOf(place);
  let holder: Holder = { id: "before", time: undefined };
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const expiresAt = unfinishedExpiry(now);
    // The place knows its holder by the owner token, so a run that holds it already, since an attempt before, is let through.
    const claim = { id, task, queue, owner: tokenOf(run), now, leaseUntil: expiresAt * 1_000, expiresAt };
    if ((await store.claim(claim)).kind === "claimed") return undefined;
    const held = await store.read(id);
    if (held?.state !== "STARTED") continue;
    holder = holderOf(held.owner);
    const next = held.progress && holderOf(held.progress.meta);
    if (next && isLater(next, run) && isUnderWay(await store.read(next.id), now)) return next;
    if (isUnderWay(await store.read(holder.id), now)) return holder;
    const { owner, failures, cuts } = held;
    await store.settle({ id, owner, now, failures, cuts, expiresAt, ending: { state: "RETRY", retryAt: now } });
  }
  return holder;
}

/** Tells in the place of a schedule which run waits for it, so that an earlier one does not wait too. */
export async function announce(place: Place, holder: Holder, run: Holder, store: Store): Promise<void> {
  await store.progress(idOf(place), tokenOf(holder), { state: "NEXT", meta: tokenOf(run) });
}

/** Whether a run is of a later tick than another. */
export function isLater(run: Holder, other: Holder): boolean {
  return run.time !== undefined && other.time !== undefined && run.time > other.time;
}

function idOf({ app, schedule }: Place): string {
  return `lovage-overlap:${app}/${schedule}`;
}

/** A run as the owner token of its place. No task id holds a space. */
function tokenOf({ id, time }: Holder): string {
  return time === undefined ? id : `${id} ${time}`;
}

function holderOf(token: string): Holder {
  const [id = "", time] = token.split(" ");
  return { id, time: time === undefined ? undefined : Number(time) };
}

/** Whether a run goes on, or is about to. */
function isUnderWay(record: TaskRecord | undefined, now: number): boolean {
  if (!record || isFinalRecord(record)) return false;
  return now < (record.state === "STARTED" ? record.leaseUntil : record.retryAt) + LOST_AFTER;
}
