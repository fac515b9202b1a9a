import { LovageError } from "../errors/index.ts";
import { checkOptions, rule } from "../settings/index.ts";
import type { SolarSchedule } from "./schedule.ts";
import { checkScheduleOptions, type ScheduleOptions } from "./schedule-options.ts";
import { type SolarEvent, solarEvents, solarInstant } from "./solar-event.ts";
import { DAY, HOUR } from "./spans.ts";

/**
 * A schedule that follows the sun (Celery's `solar`): `solar("sunset", 59.91, 10.75)` runs each day at sunset in Oslo,
 * to the nearest minute. On a day without the event (no sunrise in the polar night) it does not run.
 *
 * @param latitude - degrees from -90 to 90, north positive
 * @param longitude - degrees from -180 to 180, east positive
 * @throws LovageError INVALID_OPTION, UNKNOWN_OPTION, INVALID_SCHEDULE when the place never has the event
 */
export function solar(
  event: SolarEvent,
  latitude: number,
  longitude: number,
  options: ScheduleOptions = {},
): SolarSchedule {
  checkOptions(
    "solar()",
    { event, latitude, longitude },
    {
      event: rule.oneOf(...solarEvents),
      latitude: degrees(90),
      longitude: degrees(180),
    },
  );
  const start = Date.UTC(2026, 0, 1) + 12 * HOUR;
  const year = Array.from({ length: 365 }, (_, day) => start + day * DAY);
  if (!year.some((day) => solarInstant(event, latitude, longitude, day) !== undefined)) {
    throw new LovageError("INVALID_SCHEDULE", {
      what: `solar("${event}", ${latitude}, ${longitude})`,
      problem: `at latitude ${latitude} there is no ${event} in a whole year, so it would never run`,
    });
  }
  return Object.freeze({ kind: "solar", event, latitude, longitude, ...checkScheduleOptions("solar", options) });
}

function degrees(most: number) {
  return {
    allowed: `a number of degrees from -${most} to ${most}`,
    test: (value: unknown) => typeof value === "number" && Math.abs(value) <= most,
  };
}
