import { type CrontabField, crontabFields, expandCrontabField } from "./crontab-field.ts";
import { describe } from "./describe.ts";
import { instantOfLocalTime } from "./local-time.ts";
import type { CrontabSchedule, Schedule } from "./schedule.ts";
import { DAY, MINUTE } from "./spans.ts";
import { type TimeZone, timeZone } from "./time-zone.ts";
import { minutesOfDay } from "./wall-clock.ts";

// The rules of time zones seldom change; any year shows them.
const YEAR = Date.UTC(2026, 0, 1);

/**
 * What is allowed but seldom meant, each as a sentence with the fix; empty when there is nothing. They are Celery's own
 * traps: a field that was left out is a star, so `crontab({ minute: 1 })` runs once an hour and `crontab({ hour: 7 })`
 * sixty times.
 */
export function scheduleWarnings(schedule: Schedule): string[] {
  if (schedule.kind === "crontab") return crontabWarnings(schedule);
  if (schedule.kind === "every" && schedule.seconds > 86_400) {
    return [
      `${describe(schedule)}: the runs are counted from 1970-01-01 in UTC, whatever the day of the deployment. For chosen days write crontab({ minute: 0, hour: 0, dayOfWeek: … }).`,
    ];
  }
  return [];
}

function crontabWarnings(schedule: CrontabSchedule): string[] {
  const warnings: string[] = [];
  const [minutes, hours] = [expandCrontabField("minute", schedule.minute), expandCrontabField("hour", schedule.hour)];
  const isDaily = schedule.dayOfMonth === "*" && schedule.dayOfWeek === "*" && schedule.monthOfYear === "*";
  const said = describe(schedule);
  const [minute = 0] = minutes;
  if (minutes.length === 1 && minute !== 0 && hours.length === 24 && isDaily) {
    const every = minute === 1 ? 'minute: "*"' : `minute: "*" for every minute, or every("${minute}m")`;
    warnings.push(`${said}: it runs once an hour. If that is not meant, write ${every}.`);
  }
  if (minutes.length === 60 && hours.length < 24) {
    warnings.push(`${said}: it runs 60 times an hour; for once an hour write minute: 0.`);
  }
  if (minutes.length === 60 && hours.length === 24 && !isDaily) {
    warnings.push(`${said}: it runs 1440 times a day; for once a day write minute: 0, hour: 0.`);
  }
  for (const field of Object.keys(crontabFields) as CrontabField[])
    warnings.push(...stepWarnings(field, schedule[field]));
  const skipped = skippedMinutes(timeZone(schedule.timezone), minutesOfDay(hours, minutes));
  if (skipped.length > 0 && hours.length === 24) {
    warnings.push(
      `${said}: EventBridge runs it neither in the hour that the clocks of ${schedule.timezone} skip nor again in the one that they repeat. Leave the timezone out to run every hour.`,
    );
  } else if (skipped.length > 0) {
    warnings.push(
      `${said}: on the day on which the clocks of ${schedule.timezone} go forward there is no ${timeOfDay(skipped[0] ?? 0)}, and EventBridge does not make up for it. Choose a time that every day has.`,
    );
  }
  return warnings;
}

/** A step that leaves a single value, or that does not go round evenly. */
function stepWarnings(field: CrontabField, text: string): string[] {
  const { least, greatest } = crontabFields[field];
  const size = greatest - least + 1;
  const step = Number(/^\*\/(\d+)$/.exec(text)?.[1] ?? 1);
  if (step >= size) return [`${field} "${text}" matches ${least} alone, as the step is larger than the range.`];
  const begins = field === "minute" ? "hour" : field === "hour" ? "day" : "";
  if (begins === "" || size % step === 0) return [];
  return [
    `${field} "${text}" begins anew with each ${begins}, so the last step is shorter. For an even interval write every("${step}${field === "minute" ? "m" : "h"}").`,
  ];
}

/** Those of the minutes of a day that some day of a year does not have, because the clocks go forward over them. */
function skippedMinutes(zone: TimeZone, minutes: readonly number[]): number[] {
  const days = Array.from({ length: 365 }, (_, day) => YEAR + day * DAY);
  const short = days.filter((midnight) => zone.offsetAt(midnight + DAY) > zone.offsetAt(midnight - DAY));
  return minutes.filter((minute) =>
    short.some((midnight) => instantOfLocalTime(zone, midnight + minute * MINUTE) === undefined),
  );
}

function timeOfDay(minute: number): string {
  return new Date(minute * MINUTE).toISOString().slice(11, 16);
}
