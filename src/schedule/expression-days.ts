import { fieldValue, readExpressionField } from "./expression-field.ts";
import type { CalendarDay } from "./wall-clock.ts";

type DayTest = (day: CalendarDay) => boolean;

/**
 * Reads the day-of-month field, with its wildcards: `L` the last day, `L-3` three days before it, `LW` the last
 * Monday-to-Friday, `15W` the Monday-to-Friday nearest to the 15th within its month. (`31W` is nothing in a month of 30
 * days.) `L` and `W` stand alone. `LW` and `L-3` are not in AWS's guide; its console takes them, as Quartz does.
 *
 * @throws Error with the reason
 */
export function readDayOfMonth(text: string): DayTest {
  const field = text.toUpperCase();
  if (field === "LW") return (date) => date.day === nearestWeekday(date, lastDay(date));
  const fromEnd = /^L(?:-(\d{1,2}))?$/.exec(field);
  if (fromEnd) {
    const before = Number(fromEnd[1] ?? 0);
    if (before > 30) throw new Error(`"${text}" is before every month's first day`);
    return (date) => date.day === lastDay(date) - before;
  }
  const nearest = /^(\d{1,2})W$/.exec(field);
  if (nearest) {
    const target = fieldValue("day-of-month", nearest[1] ?? "");
    return (date) => target <= lastDay(date) && date.day === nearestWeekday(date, target);
  }
  if (/[LW]/.test(field)) throw new Error(`L and W stand alone in a day-of-month such as L, LW or 15W, not "${text}"`);
  const matches = readExpressionField("day-of-month", text);
  return ({ day }) => matches(day);
}

/**
 * Reads the day-of-week field, with its wildcards: `L` Saturday, `6L` the last Friday of the month, `3#2` its second
 * Tuesday. They stand alone.
 *
 * @throws Error with the reason
 */
export function readDayOfWeek(text: string): DayTest {
  const field = text.toUpperCase();
  if (field === "L") return ({ weekday }) => weekday === 6;
  const last = /^(\d|[A-Z]{3})L$/.exec(field);
  if (last) {
    const weekday = fieldValue("day-of-week", last[1] ?? "") - 1;
    return (date) => date.weekday === weekday && date.day > lastDay(date) - 7;
  }
  const instance = /^([^#,]+)#(\d)$/.exec(field);
  if (instance) {
    const [weekday, week] = [fieldValue("day-of-week", instance[1] ?? "") - 1, Number(instance[2])];
    if (week < 1 || week > 5) throw new Error(`a month has no ${week}. instance of a weekday: # takes 1 to 5`);
    return (date) => date.weekday === weekday && Math.ceil(date.day / 7) === week;
  }
  if (field.includes("#")) throw new Error(`# takes one weekday and one instance, such as 3#2, not "${text}"`);
  const matches = readExpressionField("day-of-week", text);
  return ({ weekday }) => matches(weekday + 1);
}

function lastDay({ year, month }: CalendarDay): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** The day of the month, Monday to Friday, that is nearest to one of its days without leaving the month. */
function nearestWeekday(date: CalendarDay, target: number): number {
  const weekday = (((date.weekday + target - date.day) % 7) + 7) % 7;
  if (weekday === 6) return target === 1 ? 3 : target - 1;
  if (weekday === 0) return target === lastDay(date) ? target - 2 : target + 1;
  return target;
}
