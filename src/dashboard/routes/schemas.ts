import { z } from "zod";

/** A moment, as ISO 8601 in UTC. */
export const moment = z.iso.datetime();
/** A time as the API writes it. @param time - in milliseconds since 1970 */
export function momentText(time: number): string {
  return new Date(time).toISOString();
}
/** A length of time in milliseconds. */
export const millis = z.number();
/** A state in which an attempt ended. */
export const endedState = z.enum(["SUCCESS", "FAILURE", "RETRY", "REVOKED", "IGNORED"]);
/** How many attempts ended in which state. */
export const counts = z.object({
  SUCCESS: z.int(),
  FAILURE: z.int(),
  RETRY: z.int(),
  REVOKED: z.int(),
  IGNORED: z.int(),
});
/** How long attempts took, in milliseconds; null when none did. */
export const percentiles = z.object({
  p50: millis.nullable(),
  p95: millis.nullable(),
  p99: millis.nullable(),
});
/** An error as it is stored. */
export const recordedError: z.ZodType = z.object({
  name: z.string(),
  message: z.string(),
  stack: z.string().optional(),
  code: z.string().optional(),
  get cause() {
    return recordedError.optional();
  },
});
