import { scheduleArn } from "./arns.ts";
import type { Schedule } from "./schedule.ts";

/** What AWS puts where a target names no retry policy. */
const defaultRetryPolicy = { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 };

/** A schedule as GetSchedule writes it. */
export function writeSchedule(schedule: Schedule): object {
  const { target, window } = schedule;
  return {
    ...writeSummary(schedule),
    ScheduleExpression: schedule.expression,
    ScheduleExpressionTimezone: schedule.timezone,
    StartDate: toSeconds(schedule.startDate),
    EndDate: toSeconds(schedule.endDate),
    Description: schedule.description,
    KmsKeyArn: schedule.kmsKeyArn,
    FlexibleTimeWindow: window === undefined ? { Mode: "OFF" } : { Mode: "FLEXIBLE", MaximumWindowInMinutes: window },
    ActionAfterCompletion: schedule.afterCompletion,
    Target: { ...target, RetryPolicy: { ...defaultRetryPolicy, ...target.RetryPolicy } },
  };
}

/** A schedule as ListSchedules writes it. */
export function writeSummary(schedule: Schedule): object {
  return {
    Arn: scheduleArn(schedule),
    Name: schedule.name,
    GroupName: schedule.group,
    State: schedule.state,
    CreationDate: toSeconds(schedule.createdAt),
    LastModificationDate: toSeconds(schedule.modifiedAt),
    Target: { Arn: schedule.target.Arn },
  };
}

function toSeconds(milliseconds: number | undefined): number | undefined {
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}
