import { action } from "../action.ts";
import { scheduleArn } from "../arns.ts";
import type { Schedule } from "../schedule.ts";
import { scheduleOf } from "../schedule-of.ts";
import { conflict } from "../scheduler-fault.ts";
import { scheduleMembers } from "../shapes.ts";

/**
 * CreateSchedule. One of a name that is taken is a ConflictException, unless it is the same request once more, which
 * its ClientToken tells.
 */
export const createSchedule = action("POST /schedules/{Name}", scheduleMembers, (input, schedules) => {
  const { name: group } = schedules.group(input.GroupName);
  const existing = schedules.find(group, input.Name);
  const schedule = existing ? again(existing, scheduleOf(input, existing.createdAt)) : scheduleOf(input, schedules.now);
  if (!existing) schedules.put(schedule);
  return { ScheduleArn: scheduleArn(schedule) };
});

function again(existing: Schedule, asked: Schedule): Schedule {
  const isSame = JSON.stringify({ ...existing, completed: false }) === JSON.stringify(asked);
  if (existing.clientToken === undefined || !isSame) throw conflict(`Schedule ${existing.name}`);
  return existing;
}
