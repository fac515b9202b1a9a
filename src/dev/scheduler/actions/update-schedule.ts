import { action } from "../action.ts";
import { scheduleArn } from "../arns.ts";
import { scheduleOf } from "../schedule-of.ts";
import { scheduleMembers } from "../shapes.ts";

/** UpdateSchedule: replaces all of a schedule; what the request leaves out has its default again. */
export const updateSchedule = action("PUT /schedules/{Name}", scheduleMembers, (input, schedules) => {
  const before = schedules.schedule(input.GroupName, input.Name);
  const schedule = scheduleOf(input, schedules.now, before);
  schedules.put(schedule);
  return { ScheduleArn: scheduleArn(schedule) };
});
