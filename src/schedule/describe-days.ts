import { monthName, ordinal, valuesInWords, weekdayName } from "./in-words.ts";

/** Days in words, and whether they are said before the time ("on the first of each month at 06:00") or after it. */
export interface DaysInWords {
  readonly words: string;
  readonly first: boolean;
}

/** The days that are in all of three sets, ascending: days of the month, months, and weekdays from 0 for Sunday. */
export function describeDays(
  days: readonly number[],
  months: readonly number[],
  weekdays: readonly number[],
): DaysInWords {
  const everyDay = days.length === 31;
  const dates = days.length === 1 && days[0] === 1 ? "first" : valuesInWords(days, ordinal);
  if (weekdays.length < 7) {
    const on = `on ${weekdaysInWords(weekdays)}`;
    if (!everyDay) return { words: `${on} that fall on the ${dates} ${ofMonths(months)}`, first: false };
    return { words: `${on}${inMonths(months)}`, first: false };
  }
  if (!everyDay) return { words: `on the ${dates} ${ofMonths(months)}`, first: true };
  return { words: months.length === 12 ? "every day" : inMonths(months).trim(), first: false };
}

/** " in January and May", or nothing when they are all there. */
function inMonths(months: readonly number[]): string {
  return months.length === 12 ? "" : ` in ${valuesInWords(months, monthName)}`;
}

/** "Mondays and Thursdays", "Mondays to Fridays". */
function weekdaysInWords(weekdays: readonly number[]): string {
  // A week is read from Monday, so that a weekend is not torn apart.
  const fromMonday = weekdays.map((weekday) => (weekday + 6) % 7).sort((a, b) => a - b);
  const plural = (index: number) => `${weekdayName((index + 1) % 7)}s`;
  return valuesInWords(fromMonday, plural);
}

/**
 * EventBridge's wildcards for days in words; `undefined` for fields without one.
 *
 * @param weekdayOf - the weekday, from 0 for Sunday, that a word of the day-of-week field stands for
 */
export function describeWildcard(
  dayOfMonth: string,
  dayOfWeek: string,
  months: readonly number[],
  weekdayOf: (word: string) => number,
): DaysInWords | undefined {
  const month = dayOfMonth.toUpperCase();
  const week = dayOfWeek.toUpperCase();
  const on = (what: string): DaysInWords => ({ words: `on the ${what} ${ofMonths(months)}`, first: true });
  if (month === "L") return on("last day");
  if (month === "LW") return on("last Monday-to-Friday");
  if (month.startsWith("L-")) return on(`${ordinal(Number(month.slice(2)) + 1)} day from the end`);
  if (month.endsWith("W")) return on(`Monday-to-Friday nearest to the ${ordinal(Number.parseInt(month, 10))}`);
  if (week.includes("#")) {
    const [word = "", instance] = week.split("#");
    return on(`${ordinal(Number(instance))} ${weekdayName(weekdayOf(word))}`);
  }
  if (week.length > 1 && week.endsWith("L")) return on(`last ${weekdayName(weekdayOf(week.slice(0, -1)))}`);
  return undefined;
}

function ofMonths(months: readonly number[]): string {
  return `of ${months.length === 12 ? "each month" : valuesInWords(months, monthName)}`;
}
