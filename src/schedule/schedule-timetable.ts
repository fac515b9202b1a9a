import { crontabTimetable } from "./crontab-timetable.ts";
import { intervalTimetable } from "./interval-timetable.ts";
import { expressionTimetable } from "./next-fire.ts";
import type { Schedule } from "./schedule.ts";
import { singleTimetable } from "./single-timetable.ts";
import { solarTimetable } from "./solar-timetable.ts";
import { SECOND } from "./spans.ts";
import type { Timetable } from "./timetable.ts";

// A schedule is frozen, so what was read out of it stays true for as long as it lives.
const read = new WeakMap<Schedule, Timetable>();

/** The runs of a schedule, within its startAt and endAt. */
export function scheduleTimetable(schedule: Schedule): Timetable {
  let timetable = read.get(schedule);
  if (!timetable) {
    timetable = bounded(timetableOf(schedule), schedule);
    read.set(schedule, timetable);
  }
  return timetable;
}

function timetableOf(schedule: Schedule): Timetable {
  switch (schedule.kind) {
    case "crontab":
      return crontabTimetable(schedule);
    case "every":
      return intervalTimetable(schedule.seconds * SECOND);
    case "at":
      return singleTimetable(Date.parse(schedule.at));
    case "cron":
      return expressionTimetable(`cron(${schedule.fields})`, schedule.timezone);
    case "solar":
      return solarTimetable(schedule);
  }
}

function bounded(timetable: Timetable, { startAt, endAt }: Schedule): Timetable {
  if (startAt === undefined && endAt === undefined) return timetable;
  const begin = startAt === undefined ? Number.NEGATIVE_INFINITY : Date.parse(startAt);
  const end = endAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(endAt);
  return {
    grain: timetable.grain,
    includes: (instant) => instant >= begin && instant < end && timetable.includes(instant),
    between: (first, last) => timetable.between(Math.max(first, begin), Math.min(last, end)),
  };
}
