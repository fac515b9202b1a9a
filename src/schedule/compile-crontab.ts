import type { RecurringTick } from "./compiled.ts";
import { cronText } from "./cron-text.ts";
import { type CrontabField, crontabFields, expandCrontabField } from "./crontab-field.ts";
import type { CrontabSchedule } from "./schedule.ts";

/**
 * A crontab in EventBridge's grammar, made from its sets and never from its text.
 *
 * EventBridge takes only one of the two day fields, where Celery ANDs both. With whole weeks of the month (1-7, 8-14, …)
 * the AND is `#`, "the second Tuesday", one expression each. With anything else the field that has fewer days makes a
 * superset, and the guard drops the ticks that are too many.
 *
 * @param most - how many expressions it may become
 */
export function compileCrontab(schedule: CrontabSchedule, most: number): RecurringTick {
  const expand = (field: CrontabField) => expandCrontabField(field, schedule[field]);
  const text = (field: CrontabField) =>
    cronText(expand(field), crontabFields[field].least, crontabFields[field].greatest);
  const [days, weekdays] = [expand("dayOfMonth"), expand("dayOfWeek")];
  const cron = (dayOfMonth: string, dayOfWeek: string) =>
    `cron(${text("minute")} ${text("hour")} ${dayOfMonth} ${text("monthOfYear")} ${dayOfWeek} *)`;
  const byDay = cron(text("dayOfMonth"), "?");
  const byWeekday = cron(
    "?",
    cronText(
      weekdays.map((weekday) => weekday + 1),
      1,
      7,
    ),
  );

  if (weekdays.length === 7) return { expressions: [byDay], guard: false };
  if (days.length === 31) return { expressions: [byWeekday], guard: false };
  const weeks = wholeWeeks(days);
  if (weeks && weeks.length * weekdays.length <= most) {
    const instances = weeks.flatMap((week) => weekdays.map((weekday) => `${weekday + 1}#${week}`));
    return { expressions: instances.map((instance) => cron("?", instance)), guard: false };
  }
  // A weekday comes about 4.35 times a month.
  return { expressions: [days.length <= weekdays.length * 4.35 ? byDay : byWeekday], guard: true };
}

/** The weeks of the month (the first is 1-7, the fifth 29-31) that make up the days, or `undefined` when none do. */
function wholeWeeks(days: readonly number[]): number[] | undefined {
  const weeks = [1, 2, 3, 4, 5].filter((week) => days.includes(week * 7 - 6));
  const covered = weeks.reduce((sum, week) => sum + (week === 5 ? 3 : 7), 0);
  const whole = days.every((day) => weeks.includes(Math.ceil(day / 7)));
  return whole && covered === days.length ? weeks : undefined;
}
