import { type Expression, parseExpression } from "./expression.ts";
import { intervalTimetable } from "./interval-timetable.ts";
import { instantOfLocalTime } from "./local-time.ts";
import { singleTimetable } from "./single-timetable.ts";
import { timeZone } from "./time-zone.ts";
import { emptyTimetable, type Timetable } from "./timetable.ts";
import { wallClockTimetable } from "./wall-clock.ts";

/**
 * When EventBridge fires an expression next, strictly after a moment; `undefined` when it never does again.
 *
 * @param expression - its text, or what `parseExpression` made of it
 * @param timezone - of a Scheduler schedule; a rule's is always "UTC"
 * @param origin - from when a rate counts: the rule's creation or the schedule's start date. @default 1970-01-01T00:00Z
 * @throws LovageError INVALID_EXPRESSION, INVALID_TIME_ZONE
 */
export function nextFire(
  expression: string | Expression,
  timezone: string,
  after: Date,
  origin?: Date,
): Date | undefined {
  for (const fire of firesAfter(expression, timezone, after, origin)) return fire;
  return undefined;
}

/** The same for all that follow: ascending, and without end unless the expression has one. */
export function* firesAfter(
  expression: string | Expression,
  timezone: string,
  after: Date,
  origin?: Date,
): Generator<Date, undefined, undefined> {
  const timetable = expressionTimetable(expression, timezone, origin);
  for (const fire of timetable.between(after.getTime() + 1, Number.POSITIVE_INFINITY)) yield new Date(fire);
}

/** Whether EventBridge fires an expression at exactly this moment. */
export function firesAt(expression: string | Expression, timezone: string, moment: Date, origin?: Date): boolean {
  return expressionTimetable(expression, timezone, origin).includes(moment.getTime());
}

/** When an expression fires. */
export function expressionTimetable(expression: string | Expression, timezone: string, origin?: Date): Timetable {
  const read = typeof expression === "string" ? parseExpression(expression) : expression;
  if (read.kind === "rate") return intervalTimetable(read.milliseconds, origin?.getTime());
  if (read.kind === "cron") return wallClockTimetable(read.clock, timeZone(timezone));
  const instant = instantOfLocalTime(timeZone(timezone), read.local);
  return instant === undefined ? emptyTimetable : singleTimetable(instant);
}
