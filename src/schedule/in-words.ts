import { runs } from "./cron-text.ts";

/** "a", "a and b", "a, b and c". */
export function listInWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Ascending values as a list in which three neighbours or more become "from to": "0, 3, 6, 9 to 18 and 21". */
export function valuesInWords(values: readonly number[], word: (value: number) => string = String): string {
  return listInWords(
    runs(values).flatMap(([first, last]) => {
      if (last - first >= 2) return [`${word(first)} to ${word(last)}`];
      return first === last ? [word(first)] : [word(first), word(last)];
    }),
  );
}

/** "1st", "2nd", "13th". */
export function ordinal(value: number): string {
  const teen = value % 100 >= 11 && value % 100 <= 13;
  return `${value}${teen ? "th" : (["th", "st", "nd", "rd"][value % 10] ?? "th")}`;
}

/** The months, from 1. */
export const monthName = (month: number): string =>
  "January February March April May June July August September October November December".split(" ")[month - 1] ?? "";

/** The days of the week; 0 is Sunday. */
export const weekdayName = (weekday: number): string =>
  "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ")[weekday] ?? "";
