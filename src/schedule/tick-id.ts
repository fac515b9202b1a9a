import { v5 } from "uuid";

// Made once for this purpose; never to be changed, or a tick delivered twice around a deployment would run twice.
const NAMESPACE = "6f0e7b0c-2a5d-5c0e-9a39-4c1f0a6e7d21";

/**
 * The task id of a run: the same for the same schedule and time, wherever and however often it is computed, so that a
 * tick delivered twice runs once. It is a UUIDv5 (RFC 9562) of the schedule's name, "@" and the time in whole seconds
 * of UTC, `nightly@2026-01-01T04:30:00Z`, in a namespace of our own.
 *
 * @param schedule - the name that tells the schedule from all others whose tasks share a table: with the app's name
 */
export function tickId(schedule: string, scheduledTime: Date): string {
  return v5(`${schedule}@${scheduledTime.toISOString().slice(0, 19)}Z`, NAMESPACE);
}
