import type { Settings } from "../settings/index.ts";
import type { TaskDefinition } from "../task/index.ts";

/** SQS keeps a message for 14 days at most, so the record of an unfinished task outlives its message. */
const LONGEST_MESSAGE_LIFE = 15 * 86_400_000;

/** When the record of an unfinished task may go, in seconds since 1970. */
export function unfinishedExpiry(now: number): number {
  return Math.ceil((now + LONGEST_MESSAGE_LIFE) / 1_000);
}

/** When the record of a finished task may go, in seconds since 1970. */
export function finishedExpiry(now: number, definition: TaskDefinition | undefined, settings: Settings): number {
  return Math.ceil((now + (definition?.options.resultExpires ?? settings.resultExpires)) / 1_000);
}
