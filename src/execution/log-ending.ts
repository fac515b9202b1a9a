import type { OwnedAttempt } from "./claim-task.ts";
import type { PlannedEnding } from "./plan-ending.ts";
import type { ReceivedTask } from "./received-task.ts";
import type { Worker } from "./worker.ts";

/** One line about how an attempt ended: a success for information, a retry as a warning, a failure as an error. */
export function logEnding(
  { message, definition }: ReceivedTask,
  { attempt }: OwnedAttempt,
  { ending }: PlannedEnding,
  runtime: number,
  { logger }: Worker["runtime"],
): void {
  const fields = { id: message.id, task: definition.name, attempt, runtime };
  switch (ending.state) {
    case "SUCCESS":
      logger.info(fields, "task succeeded");
      break;
    case "RETRY": {
      const retryAt = new Date(ending.retryAt).toISOString();
      logger.warn({ ...fields, retryAt, error: ending.error?.message }, "task will be retried");
      break;
    }
    case "FAILURE":
      logger.error({ ...fields, error: ending.error }, "task failed");
      break;
    case "REVOKED":
      logger.warn({ ...fields, reason: ending.reason }, "task is revoked");
      break;
    default:
      logger.info(fields, `task ended as ${ending.state}`);
  }
}
