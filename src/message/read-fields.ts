import { type Fields, isFields } from "./fields.ts";
import { parseIsoTime } from "./iso-time.ts";
import { undecodable } from "./undecodable.ts";
import { Uuid } from "./uuid.ts";

/** A text, or undefined where there is none or an empty one. */
export function textField(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (typeof value === "string") return value === "" ? undefined : value;
  if (value === undefined || value === null) return undefined;
  // Python callers pass UUID objects for ids.
  if (value instanceof Uuid) return value.value;
  throw undecodable(`its ${name} is no text`);
}

/** A whole number from 0, or undefined where there is none. */
export function countField(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw undecodable(`its ${name} is no whole number from 0`);
}

/** A time in ISO 8601, in milliseconds since 1970. As in Celery, seconds since 1970 are no such time. */
export function timeField(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === "") return undefined;
  const time = value instanceof Date ? value.getTime() : typeof value === "string" ? parseIsoTime(value) : undefined;
  if (time === undefined) throw undecodable(`its ${name} is no time in ISO 8601`);
  return time;
}

/** Celery's pair of limits: the hard one, then the soft one, in seconds; 0 is none. Gives milliseconds. */
export function limitField(fields: Fields, index: 0 | 1): number | undefined {
  const pair = fields.timelimit;
  if (pair === undefined || pair === null) return undefined;
  const seconds: unknown = Array.isArray(pair) ? pair[index] : Number.NaN;
  if (seconds === undefined || seconds === null || seconds === 0) return undefined;
  if (typeof seconds === "number" && seconds > 0 && seconds < Number.POSITIVE_INFINITY)
    return Math.max(1, Math.round(seconds * 1_000));
  throw undecodable("its timelimit is no pair of seconds");
}

/** The stamps by name, or undefined where there are none. */
export function stampsField(fields: Fields): Fields | undefined {
  const value = fields.stamps;
  if (value === undefined || value === null) return undefined;
  if (!isFields(value)) throw undecodable("its stamps are no object");
  return Object.keys(value).length === 0 ? undefined : value;
}
