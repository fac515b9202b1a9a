import { instantOfLocalTime, localTimeAt } from "./local-time.ts";
import { DAY, MINUTE } from "./spans.ts";
import type { TimeZone } from "./time-zone.ts";
import type { Timetable } from "./timetable.ts";

/** A day of the calendar. */
export interface CalendarDay {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

/** What an expression of five or six fields says once it is read: at which minutes of which days. */
export interface WallClock {
  /** Minutes since midnight, ascending. */
  readonly minutes: readonly number[];
  /** Whether a day is one of its days. */
  readonly strikesOn: (day: CalendarDay) => boolean;
}

// EventBridge's year field ends with 2199, and so does every search.
const END = Date.UTC(2199, 11, 31);

/** The minutes of a day that have one of the hours and one of the minutes. */
export function minutesOfDay(hours: readonly number[], minutes: readonly number[]): number[] {
  return hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute)).sort((a, b) => a - b);
}

/** The runs of a wall clock in a zone: each local time once, those that its clocks leave out not at all. */
export function wallClockTimetable(clock: WallClock, zone: TimeZone): Timetable {
  const minutes = new Set(clock.minutes);
  return {
    grain: MINUTE,
    includes(instant) {
      const local = localTimeAt(zone, instant);
      const midnight = Math.floor(local / DAY) * DAY;
      return (
        minutes.has((local - midnight) / MINUTE) &&
        clock.strikesOn(calendarDay(midnight)) &&
        instantOfLocalTime(zone, local) === instant
      );
    },
    *between(start, end) {
      // One day early: when the clocks go back over midnight, the day before is not over yet.
      let midnight = (Math.floor(localTimeAt(zone, start) / DAY) - 1) * DAY;
      for (const last = Math.min(end, END) + DAY; midnight < last; midnight += DAY) {
        if (!clock.strikesOn(calendarDay(midnight))) continue;
        const offset = zone.offsetAt(midnight - DAY);
        const steady = offset === zone.offsetAt(midnight + 2 * DAY);
        for (const minute of clock.minutes) {
          const local = midnight + minute * MINUTE;
          const instant = steady ? local - offset : instantOfLocalTime(zone, local);
          if (instant === undefined || instant < start) continue;
          if (instant >= end) return;
          yield instant;
        }
      }
    },
  };
}

// The days of the calendar are the same for every schedule; ten years of them are kept.
const days = new Map<number, CalendarDay>();
const MOST_DAYS = 3_653;

function calendarDay(midnight: number): CalendarDay {
  const known = days.get(midnight);
  if (known) return known;
  const date = new Date(midnight);
  const day = {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
  };
  if (days.size >= MOST_DAYS) days.clear();
  days.set(midnight, day);
  return day;
}
