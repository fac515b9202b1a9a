import type { Settings } from "../settings/index.ts";
import type { TaskDefinition } from "../task/index.ts";

/** When the record of a finished task may go, in seconds since 1970. */
export function finishedExpiry(now: number, definition: TaskDefinition | undefined, settings: Settings): number {
  return Math.ceil((now + (definition?.options.resultExpires ?? settings.resultExpires)) / 1_000);
}
