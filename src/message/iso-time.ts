const DATE = /^(\d{4})(?:-?W(\d\d)(?:-?(\d))?|-(\d\d)(?!\d)(?:-(\d\d))?|(\d\d)(\d\d)|-?(\d{3}))?/;
const TIME =
  /^(\d\d)(?:(:?)(\d\d)(?:\2(\d\d)(?:[.,](\d+))?)?)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d)(?::?(\d\d)(?:\.\d+)?)?)?)?$/;
const DAY = 86_400_000;
const FIRST = Date.parse("0001-01-01T00:00:00Z");
const END = Date.parse("+010000-01-01T00:00:00Z");

/**
 * Reads a time in any ISO 8601 form that Celery reads (dateutil's `isoparse`): extended or basic, calendar, week or
 * ordinal date, any one character between date and time, a fraction of any length (cut to milliseconds), `Z` or an
 * offset. A time without offset is taken as UTC, which is Celery's default time zone.
 *
 * @returns milliseconds since 1970, or undefined when it is no such time
 */
export function parseIsoTime(text: string): number | undefined {
  const date = DATE.exec(text);
  if (!date) return undefined;
  const day = dayOf(date);
  const rest = text.slice(date[0].length);
  if (day === undefined || rest === "") return day;
  // A time may follow a whole date only: not a year, and not a month.
  const whole = date[2] !== undefined || date[5] !== undefined || date[7] !== undefined || date[8] !== undefined;
  const time = whole ? TIME.exec(rest.slice(1)) : null;
  const sinceMidnight = time ? sinceMidnightOf(time) : undefined;
  return sinceMidnight === undefined ? undefined : day + sinceMidnight;
}

/**
 * Writes a time so that every version of Python reads it (`fromisoformat` before 3.11 refuses `Z`).
 *
 * @returns undefined outside of Python's years 1 to 9999
 */
export function formatIsoTime(time: number): string | undefined {
  return time >= FIRST && time < END ? `${new Date(time).toISOString().slice(0, -1)}+00:00` : undefined;
}

function dayOf(match: RegExpExecArray): number | undefined {
  const [, year, week, weekday = "1", month, day = "01", basicMonth, basicDay = day, ordinal] = match;
  const y = Number(year);
  if (y === 0) return undefined;
  if (week !== undefined) return dayOfWeek(y, Number(week), Number(weekday));
  if (ordinal !== undefined) {
    const time = midnight(y, 1, Number(ordinal));
    return time >= midnight(y, 1, 1) && time < midnight(y + 1, 1, 1) ? time : undefined;
  }
  const m = Number(month ?? basicMonth ?? "01");
  const time = midnight(y, m, Number(basicDay));
  // February 30th would be in March.
  return m >= 1 && m <= 12 && basicDay !== "00" && new Date(time).getUTCMonth() === m - 1 ? time : undefined;
}

/** Week 1 is the one with January 4th in it, and weeks begin on Monday. */
function dayOfWeek(year: number, week: number, weekday: number): number | undefined {
  if (week < 1 || week > 53 || weekday < 1 || weekday > 7) return undefined;
  const fourth = midnight(year, 1, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY;
  return monday + ((week - 1) * 7 + weekday - 1) * DAY;
}

function sinceMidnightOf(match: RegExpExecArray): number | undefined {
  const [h = 0, m = 0, s = 0] = [match[1], match[3], match[4]].map((digits) => Number(digits ?? 0));
  const [oh = 0, om = 0, os = 0] = [match[7], match[8], match[9]].map((digits) => Number(digits ?? 0));
  const fraction = match[5] ?? "";
  if (m > 59 || s > 59 || oh > 23 || om > 59 || os > 59) return undefined;
  // 24:00 is the midnight that ends the day; there is nothing after it.
  if (h > 24 || (h === 24 && (m > 0 || s > 0 || Number(fraction) > 0))) return undefined;
  const time = ((h * 60 + m) * 60 + s) * 1_000 + Number(fraction.slice(0, 3).padEnd(3, "0"));
  const offset = ((oh * 60 + om) * 60 + os) * 1_000;
  return match[6] === "-" ? time + offset : time - offset;
}

/** Date.UTC takes the years 0 to 99 for those of the 1900s. */
function midnight(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}
