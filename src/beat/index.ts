// The door of the room: schedules, from a declaration to what EventBridge is given, and back.
export { listedSchedule } from "./listed-schedule.ts";
export { makeEntry, type ScheduledCall } from "./make-entry.ts";
export { hasRunLeft, type PlanSurroundings, planSchedule } from "./plan-schedule.ts";
export { type PlannedTick, planTick, type Ticked } from "./plan-tick.ts";
export type { ListedSchedule, Overlap, ScheduledOptions, ScheduleEntry } from "./schedule-entry.ts";
export { type PastRun, Schedules, type SchedulesSurroundings, type SyncReport } from "./schedules.ts";
