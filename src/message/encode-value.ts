import { escapeRefused } from "./escape-refused.ts";
import { writeValue } from "./write-value.ts";

/**
 * A value as JSON, for an argument or a result. Dates, bytes, Decimals, LocalDates, LocalTimes and Uuids are written
 * in kombu's form (`{"__type__":…,"__value__":…}`), so that they come back as what they were, in Python too; bigints
 * as integers; NaN and the infinities bare, as Python does; objects with `__json__()` or `toJSON()` as what these
 * give. As in JSON, undefined is null in an array and left out of an object, -0 is 0, and an instance of a class is
 * its own enumerable fields. Undefined itself is null.
 *
 * @param what - what is written, for the error's sentence: "The result of …"
 * @throws LovageError NOT_SERIALIZABLE, naming the place, for functions, symbols, cycles, Maps, Sets, invalid dates,
 * instances that have no fields, more than 900 levels, and bigints of more than 4300 digits
 */
export function encodeValue(value: unknown, what: string): string {
  return escapeRefused(writeValue(value, what, "value"));
}
