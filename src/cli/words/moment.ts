import { LovageError } from "../../errors/index.ts";

const iso = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/**
 * A time on the command line: ISO 8601 with its zone, because a time without one means another moment on each machine.
 *
 * @throws LovageError INVALID_USAGE
 */
export function readMoment(word: string, option: string): Date {
  const [, day] = iso.exec(word) ?? [];
  const moment = new Date(word);
  if (day !== undefined && !Number.isNaN(moment.getTime()) && isDay(day)) return moment;
  const problem = `${option} is ${JSON.stringify(word)}; it must be a time with its zone, such as 2026-05-01T08:00Z or 2026-05-01T10:00+02:00.`;
  throw new LovageError("INVALID_USAGE", { problem });
}

/** JavaScript reads February 30th as March 2nd. */
function isDay(day: string): boolean {
  return new Date(`${day}T00:00Z`).toISOString().startsWith(day);
}
