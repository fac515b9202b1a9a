import { accountId, region } from "../account.ts";
import { type DeadLetter, queueInArn, type SqsCall, scheduledEvent, secondOf, type Tick } from "../beat/index.ts";
import { AwsFault } from "../wire/index.ts";
import { scheduleArn } from "./arns.ts";
import type { Schedule } from "./schedule.ts";
import { universalOperation } from "./universal-target.ts";

/** What one tick of a schedule is to do. */
export interface Invocation {
  /** The call of SQS, or why there is none. */
  readonly call: SqsCall | AwsFault;
  readonly deadLetter: DeadLetter | undefined;
}

/**
 * What a tick of a schedule is to do: the request that its target stands for, with the context attributes filled in
 * ("Adding context attributes in EventBridge Scheduler").
 *
 * @param id - makes the execution id, and that of the event which is sent where there is no Input
 */
export function invocationOf(schedule: Schedule, { scheduledAt }: Tick, id: string): Invocation {
  const arn = scheduleArn(schedule);
  const executionId = id.replaceAll("-", "").slice(-16);
  const { target } = schedule;
  const input = target.Input?.replace(/<aws\.scheduler\.([a-z-]+)>/g, (found, name: string) => {
    if (name === "schedule-arn") return arn;
    if (name === "scheduled-time") return secondOf(scheduledAt);
    if (name === "execution-id") return executionId;
    return name === "attempt-number" ? "1" : found;
  });
  const notification = { id, source: "aws.scheduler", scheduledAt, resource: arn, detail: "{}" };
  const request = requestOf(schedule, input ?? JSON.stringify(scheduledEvent(notification)));
  const queue = target.DeadLetterConfig?.Arn;
  return {
    call: request.call,
    deadLetter:
      queue === undefined
        ? undefined
        : {
            arn: queue,
            body: request.text,
            attributes: ({ code, message }) => ({
              SCHEDULE_ARN: arn,
              TARGET_ARN: target.Arn,
              SCHEDULED_TIME: secondOf(scheduledAt),
              EXECUTION_ID: executionId,
              ERROR_CODE: code,
              ERROR_MESSAGE: message,
              RETRY_ATTEMPTS: "0",
              IS_PAYLOAD_TRUNCATED: "false",
            }),
          },
  };
}

/** The request of a target as a call, and as the text that its dead letter shows. */
function requestOf({ target }: Schedule, input: string): { call: SqsCall | AwsFault; text: () => string } {
  const operation = universalOperation(target.Arn);
  if (operation) {
    const parsed = parse(input);
    const malformed = new AwsFault("ValidationException", "The Input of the universal target is not JSON.");
    return { call: parsed === undefined ? malformed : { operation, input: parsed }, text: () => input };
  }
  const queue = queueInArn(target.Arn);
  const groupId = target.SqsParameters?.MessageGroupId;
  const QueueUrl = `https://sqs.${region}.amazonaws.com/${accountId}/${queue}`;
  return {
    call: { queue, message: { body: input, groupId } },
    text: () => JSON.stringify({ MessageBody: input, MessageGroupId: groupId, QueueUrl }),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
