import { LovageError } from "../../errors/index.ts";
import { firesAt, parseExpression } from "../../schedule/index.ts";
import { validationFault } from "../beat/index.ts";
import type { Input } from "../wire/index.ts";
import { checkTarget } from "./check-target.ts";
import { limits } from "./limits.ts";
import type { Schedule } from "./schedule.ts";
import { defaultGroup } from "./schedule-group.ts";
import type { scheduleMembers } from "./shapes.ts";

/** A schedule as CreateSchedule and UpdateSchedule have it. */
export type ScheduleInput = Input<typeof scheduleMembers>;

/**
 * The schedule that an input tells of, in place of `before`. All that the input leaves out has its default again. A
 * rate goes on in its phase as long as its expression stays.
 *
 * @param now - milliseconds since 1970
 */
export function scheduleOf(input: ScheduleInput, now: number, before?: Schedule): Schedule {
  const { ScheduleExpression: expression, ScheduleExpressionTimezone: timezone = "UTC" } = input;
  const isOneTime = checkExpression(expression, timezone);
  const [startDate, endDate] = [toMilliseconds(input.StartDate), toMilliseconds(input.EndDate)];
  if (!isOneTime) checkDates(startDate, endDate, now);
  checkTarget(input.Target);
  return {
    name: input.Name,
    group: input.GroupName ?? defaultGroup,
    expression,
    timezone,
    state: input.State ?? "ENABLED",
    description: input.Description,
    kmsKeyArn: input.KmsKeyArn,
    startDate,
    endDate,
    window: windowOf(input.FlexibleTimeWindow),
    target: input.Target,
    afterCompletion: input.ActionAfterCompletion ?? "NONE",
    clientToken: before ? before.clientToken : input.ClientToken,
    createdAt: before?.createdAt ?? now,
    modifiedAt: now,
    origin: before?.expression === expression ? before.origin : Math.floor(now / 1000) * 1000,
    // The dates of a recurring one may have been moved, the one time of another not.
    completed: isOneTime && before?.expression === expression && before.timezone === timezone && before.completed,
  };
}

/** Refuses an expression that Scheduler refuses, and tells whether it has one time only. */
function checkExpression(expression: string, timezone: string): boolean {
  try {
    // Any cron will do: a rate takes no notice of the time zone.
    firesAt("cron(* * * * ? *)", timezone, new Date(0));
    return parseExpression(expression).kind === "at";
  } catch (error) {
    if (LovageError.is(error, "INVALID_EXPRESSION")) {
      throw validationFault(`Invalid Schedule Expression ${expression}.`);
    }
    if (LovageError.is(error, "INVALID_TIME_ZONE")) {
      throw validationFault(`The ScheduleExpressionTimezone ${timezone} is not valid.`);
    }
    throw error;
  }
}

function checkDates(startDate: number | undefined, endDate: number | undefined, now: number): void {
  if (startDate === undefined) return;
  if (endDate !== undefined && startDate >= endDate) {
    throw validationFault("The StartDate you specify must come before the EndDate.");
  }
  if (startDate < now - limits.startDateAge) {
    throw validationFault("The StartDate you specify cannot be earlier than 5 minutes ago.");
  }
}

function windowOf({ Mode, MaximumWindowInMinutes }: ScheduleInput["FlexibleTimeWindow"]): number | undefined {
  if (Mode === "FLEXIBLE" && MaximumWindowInMinutes === undefined) {
    throw validationFault("MaximumWindowInMinutes must be provided when FlexibleTimeWindowMode is set to FLEXIBLE.");
  }
  if (Mode === "OFF" && MaximumWindowInMinutes !== undefined) {
    throw validationFault("MaximumWindowInMinutes must not be provided when FlexibleTimeWindowMode is set to OFF.");
  }
  return MaximumWindowInMinutes;
}

function toMilliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1000);
}
