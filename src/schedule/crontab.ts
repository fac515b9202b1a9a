import { LovageError } from "../errors/index.ts";
import { checkOptions, rule } from "../settings/index.ts";
import {
  type CrontabField,
  type CrontabFieldValue,
  crontabFields,
  crontabFieldText,
  expandCrontabField,
} from "./crontab-field.ts";
import type { CrontabSchedule } from "./schedule.ts";
import { checkWallClockOptions, type WallClockOptions } from "./schedule-options.ts";

/** The fields of a crontab. All of them must match; the one that is absent matches always (`"*"`). */
export type CrontabFields = Partial<Record<CrontabField, CrontabFieldValue>>;

const names = Object.keys(crontabFields) as CrontabField[];
const anyField = Object.fromEntries(names.map((name) => [name, rule.anything]));
const macros: Readonly<Record<string, string>> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/**
 * A schedule with Celery's crontab grammar: a star, lists (`1,15`), ranges, which may wrap (`8-18`, `22-2`), steps of a
 * star or a range (`8-18/2`), names of days and months, numbers and lists of numbers. Day of month, month and day of
 * week must all match (unlike Unix cron, which takes either of the day fields): Friday the 13th is
 * `{ dayOfMonth: 13, dayOfWeek: "fri" }`.
 *
 * ```ts
 * crontab({ hour: 7, minute: 30, dayOfWeek: "mon" }, { timezone: "Europe/Oslo" })
 * crontab("30 7 * * mon")   // minute, hour, day of month, month, day of week
 * ```
 *
 * A field that is left out is `"*"`, as with Celery: `crontab({ hour: 7 })` runs sixty times, each minute from 07:00.
 *
 * @throws LovageError INVALID_CRONTAB when a field is malformed or no day can ever match, INVALID_TIME_ZONE, and
 * UNKNOWN_OPTION or INVALID_OPTION for the options
 */
export function crontab(fields: CrontabFields | string = {}, options: WallClockOptions = {}): CrontabSchedule {
  const written = typeof fields === "string" ? splitFields(fields) : fields;
  refuseMisplacedOptions(written);
  checkOptions("crontab()", written, anyField);
  const text = (field: CrontabField) => crontabFieldText(field, written[field] ?? "*");
  const texts = {
    minute: text("minute"),
    hour: text("hour"),
    dayOfWeek: text("dayOfWeek"),
    dayOfMonth: text("dayOfMonth"),
    monthOfYear: text("monthOfYear"),
  };
  for (const name of names) expandCrontabField(name, texts[name]);
  refuseImpossibleDay(texts.dayOfMonth, texts.monthOfYear);
  return Object.freeze({ kind: "crontab", ...texts, ...checkWallClockOptions("crontab", options) });
}

/** A time zone among the fields is the likeliest slip: the options stand apart, as the text form has no place for them. */
function refuseMisplacedOptions(fields: object): void {
  for (const option of ["timezone", "startAt", "endAt", "enabled", "expires", "once"]) {
    if (fields === null || !Object.hasOwn(fields, option)) continue;
    throw new LovageError("INVALID_SCHEDULE", {
      what: "crontab()",
      problem: `${option} is among the fields; it belongs into the second argument: crontab({ … }, { ${option}: … })`,
    });
  }
}

function splitFields(text: string): CrontabFields {
  const refuse = (problem: string) => new LovageError("INVALID_CRONTAB", { field: "the text", got: text, problem });
  if (text.startsWith("@")) {
    const fields = macros[text.trim().toLowerCase()];
    throw refuse(fields ? `macros are not supported; write crontab("${fields}")` : "macros are not supported");
  }
  const parts = text.split(" ");
  if (parts.length !== 5 || parts.includes("")) {
    throw refuse("it must be minute, hour, day of month, month and day of week, with one space between them");
  }
  return Object.fromEntries(names.map((name, index) => [name, parts[index] ?? "*"]));
}

function refuseImpossibleDay(dayOfMonth: string, monthOfYear: string): void {
  const months = expandCrontabField("monthOfYear", monthOfYear);
  const longest = Math.max(...months.map((month) => (month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31)));
  const [first = 1] = expandCrontabField("dayOfMonth", dayOfMonth);
  if (first <= longest) return;
  throw new LovageError("INVALID_CRONTAB", {
    field: "dayOfMonth",
    got: dayOfMonth,
    problem: `with monthOfYear "${monthOfYear}" there is no such day in any year, so it would never run`,
  });
}
