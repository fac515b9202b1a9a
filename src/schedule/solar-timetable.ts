import type { SolarSchedule } from "./schedule.ts";
import { solarInstant } from "./solar-event.ts";
import { DAY, HOUR, MINUTE } from "./spans.ts";
import type { Timetable } from "./timetable.ts";

// Sun tables are made for a few centuries; a search for an event that a place hardly ever sees ends somewhere.
const LONGEST_SEARCH = 40 * 366;

/** The runs of a solar schedule: its event of each day, to the nearest minute. */
export function solarTimetable({ event, latitude, longitude }: SolarSchedule): Timetable {
  function* from(start: number): Generator<number> {
    let barren = 0;
    // Two days early, as a solar day may lie up to a day beside the UTC date that names it.
    for (let noon = (Math.floor(start / DAY) - 2) * DAY + 12 * HOUR; barren < LONGEST_SEARCH; noon += DAY) {
      const instant = solarInstant(event, latitude, longitude, noon);
      barren = instant === undefined ? barren + 1 : 0;
      if (instant === undefined) continue;
      const run = Math.round(instant / MINUTE) * MINUTE;
      if (run >= start) yield run;
    }
  }
  return {
    grain: MINUTE,
    from,
    includes(instant) {
      for (const run of from(instant)) return run === instant;
      return false;
    },
  };
}
