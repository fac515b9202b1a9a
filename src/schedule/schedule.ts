import type { SolarEvent } from "./solar-event.ts";

/** What schedules of every kind carry. All of it is plain JSON: a schedule travels in messages, tags and templates. */
interface AnySchedule {
  /** No run before it: an ISO 8601 instant in UTC. */
  readonly startAt?: string;
  /** No run at it or after it: an ISO 8601 instant in UTC. */
  readonly endAt?: string;
  /** Whether EventBridge is to fire it. The calendar functions (`nextRuns`, `isDue`) do not look at it. */
  readonly enabled: boolean;
  /** How many milliseconds after its tick a task may still start. Absent: for ever. */
  readonly expires?: number;
  /** Whether the first run is the only one. */
  readonly once: boolean;
}

/** Celery's crontab: five fields that must all match, the two day fields among them. */
export interface CrontabSchedule extends AnySchedule {
  readonly kind: "crontab";
  readonly minute: string;
  readonly hour: string;
  readonly dayOfWeek: string;
  readonly dayOfMonth: string;
  readonly monthOfYear: string;
  readonly timezone: string;
}

/** Every so many seconds, counted from 1970-01-01T00:00Z. */
export interface EverySchedule extends AnySchedule {
  readonly kind: "every";
  readonly seconds: number;
}

/** One instant. */
export interface AtSchedule extends AnySchedule {
  readonly kind: "at";
  /** An ISO 8601 instant in UTC. */
  readonly at: string;
}

/** EventBridge's own cron grammar. */
export interface CronSchedule extends AnySchedule {
  readonly kind: "cron";
  /** The six fields, without "cron(" and ")". */
  readonly fields: string;
  readonly timezone: string;
}

/** The sun, seen from a place. */
export interface SolarSchedule extends AnySchedule {
  readonly kind: "solar";
  readonly event: SolarEvent;
  /** Degrees, north positive. */
  readonly latitude: number;
  /** Degrees, east positive. */
  readonly longitude: number;
}

/** When a task runs by itself: a frozen value that survives JSON (`scheduleFrom` reads it back). */
export type Schedule = CrontabSchedule | EverySchedule | AtSchedule | CronSchedule | SolarSchedule;
