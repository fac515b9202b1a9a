import { readJson } from "./read-json.ts";

/**
 * The value of a JSON text that `encodeValue` or Celery wrote: Dates, bytes and the other types of kombu come back as
 * such, an integer beyond 2^53 as a bigint. An object whose keys are more than `__type__` and `__value__` is left alone.
 *
 * @throws LovageError UNDECODABLE_MESSAGE when it is no JSON, or has a `__type__` that kombu does not know
 */
export function decodeValue(text: string): unknown {
  return readJson(text, "the value");
}
