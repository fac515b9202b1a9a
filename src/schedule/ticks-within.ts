import type { Schedule } from "./schedule.ts";
import { scheduleTimetable } from "./schedule-timetable.ts";
import { SECOND } from "./spans.ts";
import { tickWindow } from "./tick-window.ts";

/**
 * The runs that a tick of EventBridge stands for: one at the tick's own time for most, several within its minute for
 * an interval of seconds, none when the tick comes from a superset and is one too many. A consumer that asks this for
 * each tick whose compiled form has `guard` or `windowSeconds` runs exactly what `nextRuns` lists.
 *
 * @param tick - the scheduled time of the tick; what is below its window (60 seconds, or 900 for the sun) is dropped, so
 * that the time at which a message was sent within its minute serves as well
 */
export function ticksWithin(tick: Date, schedule: Schedule): Date[] {
  const window = tickWindow(schedule) * SECOND;
  const start = Math.floor(tick.getTime() / window) * window;
  return [...scheduleTimetable(schedule).between(start, start + window)].map((run) => new Date(run));
}
