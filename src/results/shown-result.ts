import type { SuccessRecord } from "../lifecycle/index.ts";
import { plainValue } from "../message/index.ts";

/** A task's result as plain JSON, for people: without what is sensitive, and `"[withheld]"` where it is not stored. Pure. */
export function shownResult({ result, withheld, sensitive }: SuccessRecord): unknown {
  return withheld ? "[withheld]" : plainValue(result, sensitive);
}
