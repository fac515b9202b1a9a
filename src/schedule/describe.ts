import { type CrontabField, expandCrontabField } from "./crontab-field.ts";
import { type DaysInWords, describeDays, describeWildcard } from "./describe-days.ts";
import { describeTimes } from "./describe-times.ts";
import { expressionFields, fieldValue, readExpressionField } from "./expression-field.ts";
import { valuesInWords } from "./in-words.ts";
import type { CronSchedule, CrontabSchedule, Schedule } from "./schedule.ts";
import type { SolarEvent } from "./solar-event.ts";

/**
 * A schedule as one plain sentence for people: "at 04:30 on Mondays, Europe/Oslo", "every 10 seconds", "on the first of
 * each month at 06:00". Times without a zone are in UTC.
 */
export function describe(schedule: Schedule): string {
  const zone = "timezone" in schedule && schedule.timezone !== "UTC" ? `, ${schedule.timezone}` : "";
  const from = schedule.startAt === undefined ? "" : `, from ${moment(schedule.startAt)}`;
  const until = schedule.endAt === undefined ? "" : `, until ${moment(schedule.endAt)}`;
  const once = schedule.once && schedule.kind !== "at" ? ", the first time only" : "";
  return `${describeKind(schedule)}${zone}${from}${until}${once}`;
}

function describeKind(schedule: Schedule): string {
  switch (schedule.kind) {
    case "crontab":
      return describeCrontab(schedule);
    case "every":
      return describeInterval(schedule.seconds);
    case "at":
      return `once, at ${moment(schedule.at)}`;
    case "cron":
      return describeCron(schedule);
    case "solar":
      return `at ${solarEventInWords(schedule.event)} at ${schedule.latitude}, ${schedule.longitude}`;
  }
}

function describeCrontab(schedule: CrontabSchedule): string {
  const expand = (field: CrontabField) => expandCrontabField(field, schedule[field]);
  return sentence(
    describeTimes(expand("hour"), expand("minute")),
    describeDays(expand("dayOfMonth"), expand("monthOfYear"), expand("dayOfWeek")),
  );
}

function describeCron({ fields }: CronSchedule): string {
  const [minutes = "", hours = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields.split(" ");
  const expand = (field: keyof typeof expressionFields, text: string) => {
    const { least, greatest } = expressionFields[field];
    const all = Array.from({ length: greatest - least + 1 }, (_, index) => least + index);
    return text === "?" ? all : all.filter(readExpressionField(field, text));
  };
  const months = expand("month", month);
  const weekdays = dayOfWeek.toUpperCase() === "L" ? "SAT" : dayOfWeek;
  const days =
    describeWildcard(dayOfMonth, weekdays, months, (word) => fieldValue("day-of-week", word) - 1) ??
    describeDays(
      expand("day-of-month", dayOfMonth),
      months,
      expand("day-of-week", weekdays).map((weekday) => weekday - 1),
    );
  const years = year === "*" ? "" : ` in ${valuesInWords(expand("year", year))}`;
  return `${sentence(describeTimes(expand("hours", hours), expand("minutes", minutes)), days)}${years}`;
}

function sentence(times: string, days: DaysInWords): string {
  const at = times.startsWith("at ");
  if (days.words === "every day")
    return at && !times.includes(" past ") && !times.includes(" of ") ? `${times} every day` : times;
  return days.first && at ? `${days.words} ${times}` : `${times} ${days.words}`;
}

function describeInterval(seconds: number): string {
  const [size, unit] = (
    [
      [86_400, "day"],
      [3_600, "hour"],
      [60, "minute"],
    ] as const
  ).find(([size]) => seconds % size === 0) ?? [1, "second"];
  return seconds === size ? `every ${unit}` : `every ${seconds / size} ${unit}s`;
}

/** "civil dawn", "solar noon", "sunset". */
function solarEventInWords(event: SolarEvent): string {
  const [when = "", which] = event.split("_");
  return which === undefined || when === "solar" ? event.replace("_", " ") : `${which} ${when}`;
}

function moment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, iso.endsWith(":00.000Z") ? 16 : 19)} UTC`;
}
