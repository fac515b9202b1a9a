import { DAY } from "./spans.ts";
import type { TimeZone } from "./time-zone.ts";

// A local time is kept as the instant at which UTC's clocks would show it.

/** What the clocks of a zone show at an instant. */
export function localTimeAt(zone: TimeZone, instant: number): number {
  return instant + zone.offsetAt(instant);
}

/**
 * The instant at which the clocks of a zone show a local time: for one that is shown twice (the clocks go back) the
 * first, for one that is never shown (they go forward) `undefined`. These are EventBridge Scheduler's semantics, see
 * "Daylight savings time" in its user guide under "Schedule types".
 */
export function instantOfLocalTime(zone: TimeZone, local: number): number | undefined {
  const before = zone.offsetAt(local - DAY);
  const after = zone.offsetAt(local + DAY);
  if (before === after) return local - before;
  // The offset from before the change comes first: in autumn it is the larger one and gives the earlier instant.
  for (const offset of [before, after]) {
    if (zone.offsetAt(local - offset) === offset) return local - offset;
  }
  return undefined;
}
