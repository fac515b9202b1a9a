import { type Expression, firesAfter, parseExpression } from "../../schedule/index.ts";
import type { Tick } from "../beat/index.ts";
import type { Schedule } from "./schedule.ts";

const MINUTE = 60_000;
const LONG_AGO = new Date(0);

/** Whether a schedule's expression is a cron, a rate, or the one time of `at`. */
export function kindOf({ expression }: Schedule): Expression["kind"] {
  return parseExpression(expression).kind;
}

/**
 * The ticks of a schedule after a moment, from its start date on and before its end date; of a one-time schedule its
 * one, even when that has passed, for what was to happen must not be lost. Local times that the clocks leave out are
 * skipped, and those that they repeat come once. Within a flexible time window chance says when a tick is due.
 *
 * @param random - a number from 0 up to 1
 */
export function* ticksOf(schedule: Schedule, after: number, random: () => number): Generator<Tick, undefined> {
  const { expression, timezone, startDate, endDate = Number.POSITIVE_INFINITY, window = 0, origin } = schedule;
  const once = kindOf(schedule) === "at";
  const from = startDate === undefined ? after : Math.max(after, startDate - 1);
  const phase = new Date(Math.ceil((startDate ?? origin) / 1000) * 1000);
  let dueAt = 0;
  for (const fire of firesAfter(expression, timezone, once ? LONG_AGO : new Date(from), phase)) {
    const scheduledAt = fire.getTime();
    if (!once && scheduledAt >= endDate) return;
    // Of two windows that overlap the first has its tick first.
    dueAt = Math.max(dueAt, scheduledAt + Math.floor(random() * window * MINUTE));
    yield { scheduledAt, dueAt };
  }
}
