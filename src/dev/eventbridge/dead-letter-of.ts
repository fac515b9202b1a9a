import type { DeadLetter, ScheduledEvent } from "../beat/index.ts";
import type { Target } from "./rule.ts";

// The words of "Using dead-letter queues to process undelivered events", EventBridge user guide.
const codes: Readonly<Record<string, string>> = {
  "AWS.SimpleQueueService.NonExistentQueue": "NO_RESOURCE",
  INVALID_JSON: "INVALID_JSON",
};

/**
 * Where the event of a tick goes that a target does not take: the event as it was, before any input transformer. It
 * says RETRY_ATTEMPTS 0, and no exhausted condition, as AWS does where it does not retry at all.
 */
export function deadLetterOf(ruleArn: string, target: Target, event: ScheduledEvent): DeadLetter | undefined {
  const arn = target.DeadLetterConfig?.Arn;
  if (arn === undefined) return undefined;
  return {
    arn,
    body: () => JSON.stringify(event),
    attributes: ({ code, message }) => ({
      RULE_ARN: ruleArn,
      TARGET_ARN: target.Arn,
      ERROR_CODE: codes[code] ?? "INVALID_PARAMETER",
      ERROR_MESSAGE: message,
      RETRY_ATTEMPTS: "0",
    }),
  };
}
