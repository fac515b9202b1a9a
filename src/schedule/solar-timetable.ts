import type { SolarSchedule } from "./schedule.ts";
import { solarInstant } from "./solar-event.ts";
import { DAY, HOUR, MINUTE } from "./spans.ts";
import type { Timetable } from "./timetable.ts";

// Sun tables are made for a few centuries; a search for an event that a place hardly ever sees ends somewhere.
const LONGEST_SEARCH = 40 * 366;

/** The runs of a solar schedule: its event of each day, to the nearest minute. */
export function solarTimetable({ event, latitude, longitude }: SolarSchedule): Timetable {
  function* between(start: number, end: number): Generator<number> {
    let barren = 0;
    // Noon is on the UTC date that names the solar day, and its events are within half a day of noon.
    let date = Math.floor((start - 37 * HOUR) / DAY) * DAY;
    for (; date < end + 13 * HOUR && barren < LONGEST_SEARCH; date += DAY) {
      const instant = solarInstant(event, latitude, longitude, date + 12 * HOUR);
      barren = instant === undefined ? barren + 1 : 0;
      if (instant === undefined) continue;
      const run = Math.round(instant / MINUTE) * MINUTE;
      if (run >= end) return;
      if (run >= start) yield run;
    }
  }
  return {
    grain: MINUTE,
    between,
    includes(instant) {
      const [run] = between(instant, instant + 1);
      return run === instant;
    },
  };
}
