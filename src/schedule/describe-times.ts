import { listInWords, valuesInWords } from "./in-words.ts";

// A few times are listed one by one; more of them are said by hours and minutes.
const MOST_TIMES = 6;

/** The times of a day that have one of the hours and one of the minutes: "at 04:30", "every 15 minutes", … */
export function describeTimes(hours: readonly number[], minutes: readonly number[]): string {
  const often = oftenInWords(minutes);
  if (hours.length === 24) {
    if (often) return often;
    return minutes.length === 1 && minutes[0] === 0 ? "every hour" : `${atMinutes(minutes)} past every hour`;
  }
  if (hours.length * minutes.length <= MOST_TIMES) {
    return `at ${listInWords(hours.flatMap((hour) => minutes.map((minute) => `${twoDigits(hour)}:${twoDigits(minute)}`)))}`;
  }
  const of = hours.length === 1 ? "the hour" : "the hours";
  return `${often ?? atMinutes(minutes)} of ${of} ${valuesInWords(hours)}`;
}

/** "every minute", "every 15 minutes", or nothing when the minutes are not even. */
function oftenInWords(minutes: readonly number[]): string | undefined {
  const step = 60 / minutes.length;
  if (minutes.length < 2 || !minutes.every((minute, index) => minute === index * step)) return undefined;
  return step === 1 ? "every minute" : `every ${step} minutes`;
}

function atMinutes(minutes: readonly number[]): string {
  return `at ${minutes.length === 1 ? "minute" : "minutes"} ${valuesInWords(minutes)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
