import { createHash } from "node:crypto";
import type { CreateScheduleCommandInput } from "@aws-sdk/client-scheduler";
import { arrivalOf, type DelayedMessage } from "../../ports/index.ts";
import { delayName, type Settings } from "../../settings/index.ts";
import { outgoingEntry } from "../sqs/outgoing-entry.ts";

/**
 * The call that keeps a message until its time: a one-time schedule that sends it and deletes itself. Its target is not the
 * queue but SQS's SendMessage itself, which takes a delay, and a group on queues of either kind
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html), and for which the queue's URL is enough. Pure.
 *
 * @param url - of the queue
 * @param role - the ARN of the role with which Scheduler sends
 */
export function delayRequest(
  message: DelayedMessage,
  url: string,
  role: string,
  { name: app, scheduleGroup, beatDeadLetters }: Pick<Settings, "name" | "scheduleGroup" | "beatDeadLetters">,
): CreateScheduleCommandInput {
  const { sendAt, delaySeconds } = arrivalOf(message);
  const { queue, body, groupId, deduplicationId } = message;
  const entry = outgoingEntry({
    queue,
    body: withoutPlaceholders(body),
    ...(delaySeconds !== undefined && { delaySeconds }),
    ...(groupId !== undefined && { groupId }),
    ...(deduplicationId !== undefined && { deduplicationId }),
  });
  const request = {
    Name: delayName(app, message.id),
    GroupName: scheduleGroup,
    ScheduleExpression: atExpression(sendAt),
    ScheduleExpressionTimezone: "UTC",
    State: "ENABLED" as const,
    Description: `The task ${message.task} (${message.id}), due at ${new Date(message.eta).toISOString()}`.slice(
      0,
      512,
    ),
    ActionAfterCompletion: "DELETE" as const,
    FlexibleTimeWindow: { Mode: "OFF" as const },
    Target: {
      Arn: `arn:${partitionOf(role)}:scheduler:::aws-sdk:sqs:sendMessage`,
      RoleArn: role,
      Input: JSON.stringify({ QueueUrl: url, ...entry }),
      ...(beatDeadLetters !== undefined && { DeadLetterConfig: { Arn: beatDeadLetters } }),
      // Scheduler's own defaults, the most that it allows, written out.
      RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
    },
  };
  // The same message once more, from whichever process, is the same request.
  return { ...request, ClientToken: createHash("sha256").update(JSON.stringify(request)).digest("hex") };
}

/** When a schedule of ours sends, in milliseconds since 1970; `undefined` for an expression that is none of ours. */
export function sendTimeOf(expression = ""): number | undefined {
  const [, time] = /^at\((.+)\)$/.exec(expression) ?? [];
  return time === undefined ? undefined : Date.parse(`${time}Z`);
}

function atExpression(time: number): string {
  return `at(${new Date(time).toISOString().slice(0, 19)})`;
}

function partitionOf(arn: string): string {
  return arn.split(":")[1] ?? "aws";
}

/**
 * Scheduler fills in what looks like one of its context attributes, also within a task's arguments. The body is JSON, in which
 * a `<` can only be a part of a text, and may as well be written by its number.
 */
function withoutPlaceholders(body: string): string {
  return body.replaceAll("<aws.scheduler.", "\\u003caws.scheduler.");
}
