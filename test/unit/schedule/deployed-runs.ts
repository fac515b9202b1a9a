import { compileSchedule, isDue, type Schedule, ticksWithin } from "../../../src/schedule/index.ts";
import { expressionTimetable } from "../../../src/schedule/next-fire.ts";

/**
 * What a deployed schedule runs in a stretch of time: every tick of its rules or of its Scheduler schedule, evaluated
 * from the expressions' text, and what the consumer makes of each. Milliseconds, ascending, `until` left out.
 */
export function deployedRuns(schedule: Schedule, from: number, until: number, now?: Date): number[] {
  const compiled = compileSchedule(schedule, now ? { now } : {});
  const rule = compiled.target === "rule";
  const expressions = rule ? compiled.expressions : [compiled.expression];
  const begin = Math.max(from, rule ? 0 : Number(compiled.startDate ?? 0));
  const end = Math.min(until, rule || !compiled.endDate ? until : Number(compiled.endDate) + 1);
  const runs: number[] = [];
  for (const expression of expressions) {
    for (const tick of expressionTimetable(expression, rule ? "UTC" : compiled.timezone).between(begin, end)) {
      if (compiled.windowSeconds) runs.push(...ticksWithin(new Date(tick), schedule).map(Number));
      else if (!compiled.guard || isDue(schedule, new Date(tick))) runs.push(tick);
    }
  }
  return expressions.length > 1 ? runs.sort((a, b) => a - b) : runs;
}
