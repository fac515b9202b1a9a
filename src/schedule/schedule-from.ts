import { LovageError, show } from "../errors/index.ts";
import { at } from "./at.ts";
import { cron } from "./cron.ts";
import { crontab } from "./crontab.ts";
import { every } from "./every.ts";
import type { AtSchedule, CronSchedule, CrontabSchedule, EverySchedule, Schedule, SolarSchedule } from "./schedule.ts";
import { solar } from "./solar.ts";

/**
 * A schedule out of its plain form, as JSON gives it back, checked as if it had been written anew.
 *
 * @throws LovageError INVALID_SCHEDULE when it has no known `kind`, and whatever the kind itself refuses
 */
export function scheduleFrom(plain: unknown): Schedule {
  const kind = typeof plain === "object" && plain !== null && "kind" in plain ? plain.kind : undefined;
  switch (kind) {
    case "crontab": {
      const { kind: _, minute, hour, dayOfWeek, dayOfMonth, monthOfYear, ...options } = plain as CrontabSchedule;
      return crontab({ minute, hour, dayOfWeek, dayOfMonth, monthOfYear }, options);
    }
    case "every": {
      const { kind: _, seconds, ...options } = plain as EverySchedule;
      return every(typeof seconds === "number" ? seconds * 1_000 : seconds, options);
    }
    case "at": {
      const { kind: _, at: when, once: __, ...options } = plain as AtSchedule;
      return at(when, options);
    }
    case "cron": {
      const { kind: _, fields, ...options } = plain as CronSchedule;
      return cron(fields, options);
    }
    case "solar": {
      const { kind: _, event, latitude, longitude, ...options } = plain as SolarSchedule;
      return solar(event, latitude, longitude, options);
    }
    default:
      throw new LovageError("INVALID_SCHEDULE", {
        what: show(plain),
        problem:
          'its kind must be crontab, every, at, cron or solar; every("10s"), crontab("30 4 * * 1") and the like make one',
      });
  }
}
