import { LovageError } from "../errors/index.ts";
import { type Duration, milliseconds } from "../settings/index.ts";
import type { EverySchedule } from "./schedule.ts";
import { checkScheduleOptions, type ScheduleOptions } from "./schedule-options.ts";
import { SECOND } from "./spans.ts";

/**
 * A schedule that runs every so many whole seconds: `every("10s")`, `every("20m")`, `every("36h")`, or milliseconds.
 *
 * It is in phase with the clock, not with its deployment: the runs are the multiples of the interval since
 * 1970-01-01T00:00Z. So `every("20m")` runs at :00, :20 and :40, however often it is deployed, `every("1d")` at
 * 00:00 UTC, and `every("7d")` on Thursdays, as 1 January 1970 was one.
 *
 * @throws LovageError INVALID_DURATION, INVALID_SCHEDULE when it is 0 or no whole number of seconds, and UNKNOWN_OPTION
 * or INVALID_OPTION for the options
 */
export function every(interval: Duration, options: ScheduleOptions = {}): EverySchedule {
  const ms = milliseconds(interval, "The interval of every()");
  const what = `every(${JSON.stringify(interval)})`;
  if (ms === 0) throw new LovageError("INVALID_SCHEDULE", { what, problem: "an interval must be 1 second or more" });
  if (ms % SECOND !== 0 || !Number.isSafeInteger(ms)) {
    throw new LovageError("INVALID_SCHEDULE", {
      what,
      problem: `an interval must be whole seconds${typeof interval === "number" ? `; a number is milliseconds, so for seconds write "${interval}s"` : ', such as "1s" or "90s"'}`,
    });
  }
  return Object.freeze({ kind: "every", seconds: ms / SECOND, ...checkScheduleOptions("every", options) });
}
