import { LovageError } from "../errors/index.ts";
import { instantOfLocalTime } from "./local-time.ts";
import type { TimeZone } from "./time-zone.ts";

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * The instant that a Date or an ISO 8601 string stands for. A string without an offset is refused unless the zone
 * that it is read in is given: no instant ever depends on where the program runs.
 *
 * @throws LovageError INVALID_INSTANT
 */
export function instantOf(value: Date | string, what: string, zone?: TimeZone): number {
  const refuse = (problem: string) => new LovageError("INVALID_INSTANT", { what, got: value, problem });
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw refuse("it is an invalid Date");
    return value.getTime();
  }
  const match = typeof value === "string" ? ISO.exec(value) : null;
  if (!match) throw refuse("it is no date and time");
  const local = Date.parse(match[1] ? value : `${value}Z`);
  // Date.parse rolls 30 February over into March: only the day that was written will do.
  if (Number.isNaN(local) || !new Date(local - offsetIn(match[1])).toISOString().startsWith(value.slice(0, 16))) {
    throw refuse("there is no such day or time");
  }
  if (match[1]) return local;
  if (!zone) throw refuse("it has no offset, so it could be any instant of a day");
  const instant = instantOfLocalTime(zone, local);
  if (instant === undefined) throw refuse(`the clocks of ${zone.name} never show it: they go forward over it`);
  return instant;
}

function offsetIn(offset: string | undefined): number {
  if (!offset || offset === "Z") return 0;
  const [hours, minutes] = offset.slice(1).split(":").map(Number);
  return (offset[0] === "-" ? 1 : -1) * ((hours ?? 0) * 60 + (minutes ?? 0)) * 60_000;
}
