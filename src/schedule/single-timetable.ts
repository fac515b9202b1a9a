import { SECOND } from "./spans.ts";
import type { Timetable } from "./timetable.ts";

/** One run. */
export function singleTimetable(run: number): Timetable {
  return {
    grain: SECOND,
    includes: (instant) => instant === run,
    between: (start, end) => (run >= start && run < end ? [run] : []),
  };
}
