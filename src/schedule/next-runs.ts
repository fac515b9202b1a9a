import { instantOf } from "./instant-of.ts";
import type { Schedule } from "./schedule.ts";
import { scheduleTimetable } from "./schedule-timetable.ts";

/**
 * The next `n` runs of a schedule strictly after a moment, fewer when it ends before: what EventBridge is going to fire.
 * In a zone whose clocks change, a local time that is skipped does not run and one that is repeated runs once, the first
 * time, as EventBridge Scheduler has it. Whether the schedule is enabled is not looked at.
 *
 * @throws LovageError INVALID_INSTANT when the moment is an invalid Date
 */
export function nextRuns(schedule: Schedule, n: number, after: Date): Date[] {
  const runs: Date[] = [];
  if (n < 1) return runs;
  for (const run of runsAfter(schedule, after)) {
    if (runs.push(run) >= n) break;
  }
  return runs;
}

/**
 * The same, one by one: it ends when the schedule does, which most never do. A schedule with `once` has one run: the
 * first from its startAt on, or, when it has none, the first after the moment.
 */
export function* runsAfter(schedule: Schedule, after: Date): Generator<Date, undefined, undefined> {
  const start = instantOf(after, "The moment after which runs are asked for") + 1;
  const from = schedule.once && schedule.startAt !== undefined ? Date.parse(schedule.startAt) : start;
  for (const run of scheduleTimetable(schedule).between(from, Number.POSITIVE_INFINITY)) {
    if (run >= start) yield new Date(run);
    if (schedule.once) return;
  }
}
