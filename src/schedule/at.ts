import { checkOptions, rule } from "../settings/index.ts";
import { instantOf } from "./instant-of.ts";
import type { AtSchedule } from "./schedule.ts";
import { checkScheduleOptions, type WallClockOptions } from "./schedule-options.ts";
import { SECOND } from "./spans.ts";
import { timeZone } from "./time-zone.ts";

/** The options of a schedule with one run. */
export type AtOptions = Pick<WallClockOptions, "enabled" | "expires" | "timezone">;

/**
 * A schedule with one run, at a Date or at an ISO 8601 string: `at("2026-12-24T17:00:00Z")`, or, read off the clocks of
 * a zone, `at("2026-12-24T18:00", { timezone: "Europe/Oslo" })`. Fractions of a second are dropped; EventBridge fires
 * it within the minute that follows (60 seconds is Scheduler's precision).
 *
 * @throws LovageError INVALID_INSTANT, INVALID_TIME_ZONE, UNKNOWN_OPTION, INVALID_OPTION
 */
export function at(when: Date | string, options: AtOptions = {}): AtSchedule {
  checkOptions("at()", options, { timezone: rule.text, enabled: rule.flag, expires: rule.duration });
  const { timezone, ...others } = options;
  const instant = instantOf(when, "The time of at()", timezone === undefined ? undefined : timeZone(timezone));
  const second = new Date(Math.floor(instant / SECOND) * SECOND).toISOString();
  return Object.freeze({ kind: "at", at: second, ...checkScheduleOptions("at", { ...others, once: true }) });
}
