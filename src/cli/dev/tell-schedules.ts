import { isDeepStrictEqual } from "node:util";
import type { Logger } from "../../runtime/index.ts";
import type { ScheduleRow } from "./schedule-row.ts";
import type { SchedulesTaken } from "./sync-schedules.ts";

/** Logs what came of taking up schedules. @param known - those that have been told of, as they were */
export function tellSchedules(taken: SchedulesTaken, known: readonly ScheduleRow[], logger: Logger): void {
  for (const row of taken.schedules) {
    const { name, when, next, enabled } = row;
    const before = known.find((one) => one.name === name);
    if (before && isDeepStrictEqual({ ...before, next }, row)) continue;
    logger.info({ schedule: name, when, ...(enabled ? { next } : { enabled }) }, "schedule taken up");
  }
  for (const schedule of taken.removed) logger.info({ schedule }, "schedule removed");
  for (const warning of taken.warnings) logger.warn({}, warning);
  if (taken.problem) logger.error({ error: taken.problem }, "not all schedules could be taken up");
}
