import { type CrontabField, crontabFields, expandCrontabField } from "./crontab-field.ts";
import { describe } from "./describe.ts";
import type { CrontabSchedule, Schedule } from "./schedule.ts";
import { DAY } from "./spans.ts";
import { timeZone } from "./time-zone.ts";

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
  if (hours.length === 24 && changesItsClocks(schedule.timezone)) {
    warnings.push(
      `${said}: when the clocks of ${schedule.timezone} go back, EventBridge does not run it in the repeated hour. Leave the timezone out to run every hour of UTC.`,
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

/** Whether the offset of a zone differs between the months of a year. */
function changesItsClocks(timezone: string): boolean {
  const zone = timeZone(timezone);
  const offsets = Array.from({ length: 12 }, (_, month) => zone.offsetAt(Date.UTC(2026, 0, 1) + month * 30 * DAY));
  return new Set(offsets).size > 1;
}
