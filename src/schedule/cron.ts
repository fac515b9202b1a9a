import { LovageError } from "../errors/index.ts";
import { expressionTimetable } from "./next-fire.ts";
import type { CronSchedule } from "./schedule.ts";
import { checkWallClockOptions, type WallClockOptions } from "./schedule-options.ts";

/**
 * A schedule in EventBridge's own cron grammar, for what Celery's has not: `L` (last), `W` (nearest weekday), `#` (n-th
 * weekday), years. Six fields: minutes, hours, day of month, month, day of week (1 is Sunday), year; one of the day
 * fields is `?`.
 *
 * ```ts
 * cron("0 18 ? * 6L *")            // 18:00 on the last Friday of each month
 * cron("0 9 1W * ? *", { timezone: "Europe/Oslo" })   // 09:00 on the Monday-to-Friday nearest to the first
 * ```
 *
 * @throws LovageError INVALID_EXPRESSION, also when it would never run, INVALID_TIME_ZONE, UNKNOWN_OPTION, INVALID_OPTION
 */
export function cron(expression: string, options: WallClockOptions = {}): CronSchedule {
  const inside = /^cron\((.*)\)$/.exec(expression)?.[1] ?? expression;
  const fields = String(inside).trim().split(/\s+/).join(" ");
  // 1970 is the first year of the grammar, so a cron without a run from there on has none.
  const [first] = expressionTimetable(`cron(${fields})`, "UTC").between(0, Number.POSITIVE_INFINITY);
  if (first === undefined) {
    throw new LovageError("INVALID_EXPRESSION", {
      got: expression,
      problem: "no day matches it, so it would never run",
    });
  }
  return Object.freeze({ kind: "cron", fields, ...checkWallClockOptions("cron", options) });
}
