import type { RecurringTick } from "./compiled.ts";

const EVERY_MINUTE = "cron(* * * * ? *)";

/**
 * An interval in EventBridge's grammar. `rate(…)` would count from the creation of the rule, and each deployment that
 * replaces it would begin anew, so an interval becomes a cron, which is in phase with the clock:
 *
 * - one that divides an hour, a day or a week: exactly that cron (a week's runs are on Thursdays, as 1 January 1970 was)
 * - other whole minutes: the slowest such cron that has all of its runs, and the guard drops the rest
 *   (90 minutes: every 30; 36 hours: every 12)
 * - other seconds: one tick a minute, which the consumer expands into the runs of that minute
 */
export function compileInterval(seconds: number): RecurringTick {
  if (seconds % 60 !== 0) return { expressions: [EVERY_MINUTE], guard: false, windowSeconds: 60 };
  const minutes = seconds / 60;
  const [expression, every] = slowestCron(minutes);
  return { expressions: [expression], guard: every !== minutes };
}

/** The cron with the fewest runs among which are all multiples of an interval since 1970, and its own interval, in minutes. */
function slowestCron(minutes: number): [expression: string, minutes: number] {
  const perHour = commonDivisor(minutes, 60);
  if (perHour < 60) return [perHour === 1 ? EVERY_MINUTE : `cron(0/${perHour} * * * ? *)`, perHour];
  const perDay = commonDivisor(minutes / 60, 24);
  if (perDay < 24) return [perDay === 1 ? "cron(0 * * * ? *)" : `cron(0 0/${perDay} * * ? *)`, perDay * 60];
  const days = minutes / 1440;
  return days % 7 === 0 ? ["cron(0 0 ? * 5 *)", 7 * 1440] : ["cron(0 0 * * ? *)", 1440];
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
