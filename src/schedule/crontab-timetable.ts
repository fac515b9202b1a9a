import { type CrontabField, expandCrontabField } from "./crontab-field.ts";
import type { CrontabSchedule } from "./schedule.ts";
import { timeZone } from "./time-zone.ts";
import type { Timetable } from "./timetable.ts";
import { minutesOfDay, wallClockTimetable } from "./wall-clock.ts";

/** The runs of a crontab: its five sets, ANDed. */
export function crontabTimetable(schedule: CrontabSchedule): Timetable {
  const expand = (field: CrontabField) => expandCrontabField(field, schedule[field]);
  const [days, months, weekdays] = [expand("dayOfMonth"), expand("monthOfYear"), expand("dayOfWeek")];
  return wallClockTimetable(
    {
      minutes: minutesOfDay(expand("hour"), expand("minute")),
      strikesOn: ({ month, day, weekday }) =>
        months.includes(month) && days.includes(day) && weekdays.includes(weekday),
    },
    timeZone(schedule.timezone),
  );
}
