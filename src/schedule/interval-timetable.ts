import { MINUTE, SECOND } from "./spans.ts";
import type { Timetable } from "./timetable.ts";

/**
 * The instants that are a whole number of intervals away from an origin.
 *
 * @param interval - milliseconds
 * @param origin - @default 1970-01-01T00:00Z
 */
export function intervalTimetable(interval: number, origin = 0): Timetable {
  return {
    grain: interval % MINUTE === 0 ? MINUTE : SECOND,
    includes: (instant) => (instant - origin) % interval === 0,
    *between(start, end) {
      const first = origin + Math.ceil((start - origin) / interval) * interval;
      for (let run = first; run < end; run += interval) yield run;
    },
  };
}
