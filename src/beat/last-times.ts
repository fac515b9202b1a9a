import { runsAfter, type Schedule } from "../schedule/index.ts";

/** How far back it is looked for runs, in steps, in milliseconds: a minute to eight years, in which any leap day has been. */
const SPANS = [60_000, 3_600_000, 86_400_000, 32 * 86_400_000, 367 * 86_400_000, 8 * 366 * 86_400_000];

/** The last `n` times up to now at which a schedule was due, the latest first. Pure. */
export function lastTimes(schedule: Schedule, n: number, now: number): Date[] {
  // Of a schedule that is to run once from when it is put on, only EventBridge knows when that was.
  const unknown = schedule.once && schedule.kind !== "at" && schedule.startAt === undefined;
  if (n < 1 || unknown) return [];
  let times: Date[] = [];
  for (const span of SPANS) {
    times = [];
    for (const run of runsAfter(schedule, new Date(now - span))) {
      if (run.getTime() > now) break;
      times.push(run);
    }
    if (times.length >= n) break;
  }
  return times.slice(-n).reverse();
}
