import type { Schedule } from "./schedule.ts";
import { scheduleTimetable } from "./schedule-timetable.ts";

/**
 * Whether a schedule runs at a scheduled time: the guard for a tick of a superset, such as the 13th of each month for
 * Friday the 13th. Below the schedule's own grain (the minute; the second for `at` and intervals of seconds) the time is
 * not looked at. `once` is not looked at either: that the first run is the only one is EventBridge's to see to.
 */
export function isDue(schedule: Schedule, scheduledTime: Date): boolean {
  const { grain, includes } = scheduleTimetable(schedule);
  return includes(Math.floor(scheduledTime.getTime() / grain) * grain);
}
