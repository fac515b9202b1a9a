import { LovageError } from "../errors/index.ts";
import { readDayOfMonth, readDayOfWeek } from "./expression-days.ts";
import { readExpressionField } from "./expression-field.ts";
import { DAY, HOUR, MINUTE } from "./spans.ts";
import { minutesOfDay, type WallClock } from "./wall-clock.ts";

/** An expression of EventBridge, read: a rule's or a Scheduler schedule's. */
export type Expression =
  | { readonly kind: "cron"; readonly clock: WallClock }
  | { readonly kind: "rate"; readonly milliseconds: number }
  /** `local` is a local time, in the time zone that stands beside the expression. */
  | { readonly kind: "at"; readonly local: number };

// The API models of EventBridge (PutRule) and Scheduler (CreateSchedule).
const LONGEST = 256;
const units: Readonly<Record<string, number>> = { minute: MINUTE, hour: HOUR, day: DAY };

/**
 * Reads `cron(…)` with all of its wildcards, `rate(…)` or `at(…)`, as EventBridge's user guides define them
 * ("Cron expressions reference", "Schedule types").
 *
 * @throws LovageError INVALID_EXPRESSION
 */
export function parseExpression(text: string): Expression {
  try {
    if (typeof text !== "string") throw new Error("it is no text");
    if (text.length > LONGEST) throw new Error(`it has ${text.length} characters, of which at most 256 are allowed`);
    const match = /^(cron|rate|at)\((.*)\)$/.exec(text);
    const inside = match?.[2] ?? "";
    if (match?.[1] === "cron") return { kind: "cron", clock: readCron(inside) };
    if (match?.[1] === "rate") return { kind: "rate", milliseconds: readRate(inside) };
    if (match?.[1] === "at") return { kind: "at", local: readAt(inside) };
    throw new Error("it must be cron(…), rate(…) or at(…)");
  } catch (error) {
    if (error instanceof LovageError) throw error;
    throw new LovageError("INVALID_EXPRESSION", { got: text, problem: (error as Error).message });
  }
}

function readCron(inside: string): WallClock {
  const fields = inside.trim().split(/\s+/);
  const [minutes = "", hours = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  if (fields.length !== 6) {
    throw new Error(
      `it has ${inside.trim() === "" ? 0 : fields.length} fields, not 6: minutes hours day-of-month month day-of-week year`,
    );
  }
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
    throw new Error("one of day-of-month and day-of-week must be ?, and the other not");
  }
  const onDay = dayOfMonth === "?" ? readDayOfWeek(dayOfWeek) : readDayOfMonth(dayOfMonth);
  const inMonth = readExpressionField("month", month);
  const inYear = readExpressionField("year", year);
  return {
    minutes: minutesOfDay(
      upTo(23).filter(readExpressionField("hours", hours)),
      upTo(59).filter(readExpressionField("minutes", minutes)),
    ),
    strikesOn: (day) => inMonth(day.month) && onDay(day) && inYear(day.year),
  };
}

function readRate(inside: string): number {
  const match = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(inside);
  if (!match) throw new Error("a rate is a positive whole number and minute(s), hour(s) or day(s)");
  // PutRule refuses "1 minutes" and "5 minute".
  if ((match[1] === "1") === (match[3] === "s")) throw new Error("a unit is singular after 1, and else plural");
  return Number(match[1]) * (units[match[2] ?? ""] ?? 0);
}

function readAt(inside: string): number {
  const local = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(inside) ? Date.parse(`${inside}Z`) : Number.NaN;
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(inside)) {
    throw new Error("a time is written yyyy-mm-ddThh:mm:ss");
  }
  return local;
}

function upTo(greatest: number): number[] {
  return Array.from({ length: greatest + 1 }, (_, value) => value);
}
