import { Buffer } from "node:buffer";
import { LovageError } from "../errors/index.ts";
import { Decimal } from "./decimal.ts";
import { parseIsoTime } from "./iso-time.ts";
import { LocalDate } from "./local-date.ts";
import { LocalTime } from "./local-time.ts";
import { undecodable } from "./undecodable.ts";
import { Uuid } from "./uuid.ts";

/**
 * The value that kombu's typed form stands for (`kombu/utils/json.py`). A datetime becomes a Date: its microseconds
 * are cut to milliseconds, and one without offset is taken as UTC.
 *
 * @throws LovageError UNDECODABLE_MESSAGE for a type that kombu does not know (as kombu does), or a value that is none of its type
 */
export function reviveTyped(type: unknown, value: unknown, subject: string): unknown {
  if (type === "uuid") return checked(type, subject, () => new Uuid((value as { hex: string }).hex));
  const read = typeof type === "string" ? readers.get(type) : undefined;
  if (!read) throw undecodable(`${subject} holds a value of a __type__ that is unknown`);
  return checked(type, subject, () => {
    if (typeof value !== "string") throw new TypeError("__value__ is not a text");
    return read(value);
  });
}

const readers: ReadonlyMap<unknown, (text: string) => unknown> = new Map<unknown, (text: string) => unknown>([
  ["datetime", dateOf],
  // As kombu, which reads a date as a datetime and drops the time.
  ["date", (text) => new LocalDate(text.slice(0, 10))],
  ["time", (text) => new LocalTime(text)],
  ["decimal", (text) => new Decimal(text.trim())],
  ["bytes", (text) => new Uint8Array(Buffer.from(text, "utf8"))],
  ["base64", (text) => new Uint8Array(Buffer.from(text, "base64"))],
]);

function dateOf(text: string): Date {
  const time = parseIsoTime(text);
  if (time === undefined) throw new TypeError("not an ISO 8601 time");
  return new Date(time);
}

function checked(type: unknown, subject: string, read: () => unknown): unknown {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof TypeError || LovageError.is(cause))) throw cause;
    throw undecodable(`${subject} holds a __type__ "${type}" whose __value__ is none`, cause);
  }
}
