import type { Fields } from "./fields.ts";
import { parseIsoTime } from "./iso-time.ts";
import { countField, textField } from "./read-fields.ts";
import { undecodable } from "./undecodable.ts";

/**
 * What a message that EventBridge sends for a schedule says of itself, in the header `lovage_tick`: whose tick it is, of
 * what time, and what the worker makes of it. Durations are in milliseconds.
 */
export interface Tick {
  /** The schedule's name. */
  readonly schedule: string;
  /** The scheduled time, in milliseconds since 1970. Absent: whoever sent it left the placeholder as it was. */
  readonly time?: number;
  /** The schedule as plain JSON. Absent in a message that stands for a single run. */
  readonly when?: Fields;
  /** Whether some ticks are too many: the worker drops those at which the schedule does not run. */
  readonly guard?: boolean;
  /** For how many seconds from its time a tick stands: the worker sends a message for each run in it. */
  readonly window?: number;
  /** How long after its time a run is to begin. */
  readonly countdown?: number;
  /** How long after its time a run may still begin. */
  readonly expires?: number;
  /** What becomes of a run while the one before is not over. Absent: it runs all the same. */
  readonly overlap?: "skip" | "replace";
  /** How many rules of EventBridge send the schedule's ticks, each its own. Absent: one. */
  readonly parts?: number;
  /** Where the schedule was made: "code", "runtime" or "cdk". */
  readonly source?: string;
}

/** Reads the header `lovage_tick`. @throws LovageError UNDECODABLE_MESSAGE */
export function readTick(fields: Fields): Tick {
  const schedule = textField(fields, "schedule");
  if (schedule === undefined) throw undecodable("its lovage_tick names no schedule");
  const { when, guard, overlap, source } = fields;
  const count = (name: "window" | "countdown" | "expires" | "parts") => {
    const value = countField(fields, name);
    return value === undefined ? {} : { [name]: value };
  };
  const time = timeOf(fields.time);
  return {
    schedule,
    ...(time !== undefined && { time }),
    ...(typeof when === "object" && when !== null && { when: when as Fields }),
    ...(guard === true && { guard }),
    ...count("window"),
    ...count("countdown"),
    ...count("expires"),
    ...count("parts"),
    ...((overlap === "skip" || overlap === "replace") && { overlap }),
    ...(typeof source === "string" && { source }),
  };
}

/** A placeholder that nobody has filled in begins with "<". */
function timeOf(value: unknown): number | undefined {
  if (value === undefined || value === null || (typeof value === "string" && value.startsWith("<"))) return undefined;
  const time = typeof value === "string" ? parseIsoTime(value) : undefined;
  if (time === undefined) throw undecodable("the time of its lovage_tick is no time in ISO 8601");
  return time;
}
