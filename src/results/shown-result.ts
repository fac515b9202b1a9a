import type { SuccessRecord } from "../lifecycle/index.ts";
import { plainValue } from "../message/index.ts";

/**
 * A task's result as plain JSON, for people: without what is sensitive, `"[withheld]"` where it is not stored, and how large it is
 * where it is kept in S3, which is not asked for it. Pure.
 */
export function shownResult({ result, withheld, payload, sensitive }: SuccessRecord): unknown {
  if (withheld) return "[withheld]";
  return payload ? `[in S3, ${payload.bytes} bytes]` : plainValue(result, sensitive);
}
