import type { RecurringTick } from "./compiled.ts";
import { cronText } from "./cron-text.ts";
import type { SolarSchedule } from "./schedule.ts";
import { solarInstant } from "./solar-event.ts";
import { DAY, HOUR, MINUTE } from "./spans.ts";

// One leap cycle, after which the sun's calendar repeats but for a minute or two in a century.
const FIRST_DAY = Date.UTC(2024, 0, 1) + 12 * HOUR;
const DAYS = 1461;
const MARGIN = 15 * MINUTE;

/**
 * A solar event in EventBridge's grammar: a tick every 15 minutes, in those hours of UTC in which the place ever has the
 * event; the consumer computes the day's event and, in the one tick that it falls into, delays the run until then. For
 * sunset in Oslo that is 32 ticks a day for one run, and no process, no schedule to rewrite each day.
 */
export function compileSolar({ event, latitude, longitude }: SolarSchedule): RecurringTick {
  const hours = new Set<number>();
  for (let day = 0; day < DAYS; day++) {
    const instant = solarInstant(event, latitude, longitude, FIRST_DAY + day * DAY);
    // Where the event fails to come on some days, it moves too fast around them to be foretold from a few years.
    if (instant === undefined) return everyQuarterHour("*");
    for (const edge of [instant - MARGIN, instant, instant + MARGIN]) hours.add(Math.floor((edge % DAY) / HOUR));
  }
  return everyQuarterHour(
    cronText(
      [...hours].sort((a, b) => a - b),
      0,
      23,
    ),
  );
}

function everyQuarterHour(hours: string): RecurringTick {
  return { expressions: [`cron(0/15 ${hours} * * ? *)`], guard: false, windowSeconds: 900 };
}
