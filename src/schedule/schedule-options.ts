import { LovageError } from "../errors/index.ts";
import { checkOptions, type Duration, milliseconds, type Rule, rule } from "../settings/index.ts";
import { instantOf } from "./instant-of.ts";
import { timeZone } from "./time-zone.ts";

/** What can be said about a schedule besides when it runs. */
export interface ScheduleOptions {
  /** No run before it. A string needs its offset or Z. @default from now on */
  startAt?: Date | string;
  /** No run at it or after it. A string needs its offset or Z. @default without end */
  endAt?: Date | string;
  /** Whether it fires at all. @default true */
  enabled?: boolean;
  /** How long after its tick a task may still start. @default for ever */
  expires?: Duration;
  /** Whether the first run is the only one (django-celery-beat's `one_off`). @default false */
  once?: boolean;
}

/** The options of schedules that are read off a clock on the wall. */
export interface WallClockOptions extends ScheduleOptions {
  /** The IANA time zone of that clock, such as "Europe/Oslo". @default "UTC" */
  timezone?: string;
}

const moment: Rule = {
  allowed: "a valid Date, or an ISO 8601 string with its offset or Z",
  test: (value) => value instanceof Date || typeof value === "string",
};
const rules = { startAt: moment, endAt: moment, enabled: rule.flag, expires: rule.duration, once: rule.flag };
const instantKinds: readonly string[] = ["every", "at", "solar"];

/**
 * The options of a schedule as they are kept: instants in UTC, durations in milliseconds, what is absent left out.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION, INVALID_SCHEDULE
 */
export function checkScheduleOptions(kind: string, options: ScheduleOptions) {
  if (instantKinds.includes(kind) && options !== null && Object.hasOwn(options, "timezone")) {
    throw new LovageError("INVALID_SCHEDULE", {
      what: `${kind}()`,
      problem:
        "it has a timezone, but it does not depend on one. For a time of day in a zone write crontab({ hour: 7, minute: 30 }, { timezone })",
    });
  }
  checkOptions(`${kind}()`, options, rules);
  const startAt = options.startAt === undefined ? undefined : instantOf(options.startAt, `startAt of ${kind}()`);
  const endAt = options.endAt === undefined ? undefined : instantOf(options.endAt, `endAt of ${kind}()`);
  if (startAt !== undefined && endAt !== undefined && startAt >= endAt) {
    throw new LovageError("INVALID_SCHEDULE", { what: `${kind}()`, problem: "its endAt is not after its startAt" });
  }
  const expires = options.expires === undefined ? undefined : milliseconds(options.expires, "expires");
  if (expires === 0) {
    throw new LovageError("INVALID_SCHEDULE", { what: `${kind}()`, problem: "with expires 0 no run could ever start" });
  }
  return {
    ...(startAt === undefined ? {} : { startAt: new Date(startAt).toISOString() }),
    ...(endAt === undefined ? {} : { endAt: new Date(endAt).toISOString() }),
    enabled: options.enabled ?? true,
    ...(expires === undefined ? {} : { expires }),
    once: options.once ?? false,
  };
}

/**
 * The same for schedules that are read off a clock on the wall, with the time zone.
 *
 * @throws LovageError INVALID_TIME_ZONE, and as `checkScheduleOptions`
 */
export function checkWallClockOptions(kind: string, options: WallClockOptions) {
  checkOptions(`${kind}()`, options, { ...rules, timezone: rule.text });
  const { timezone, ...others } = options;
  return { timezone: timeZone(timezone ?? "UTC").name, ...checkScheduleOptions(kind, others) };
}
