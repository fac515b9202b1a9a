import { unfinishedExpiry } from "../lifecycle/index.ts";
import type { Message } from "../message/index.ts";
import type { Settings } from "../settings/index.ts";
import type { TaskDefinition } from "../task/index.ts";

/**
 * When the record of a finished task may go, in seconds since 1970. Where other sends may be the same task, it outlives the
 * message of each of them, which it keeps from running.
 */
export function finishedExpiry(
  now: number,
  definition: TaskDefinition | undefined,
  settings: Settings,
  message?: Pick<Message, "sharedUntil">,
): number {
  const kept = now + (definition?.options.resultExpires ?? settings.resultExpires);
  const { sharedUntil } = message ?? {};
  const shared = sharedUntil === undefined ? 0 : unfinishedExpiry(sharedUntil);
  return Math.max(Math.ceil(kept / 1_000), shared);
}
