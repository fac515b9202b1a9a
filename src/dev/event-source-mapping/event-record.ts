import { createHash } from "node:crypto";
import type { MessageAttributes, ReceivedMessage } from "../../queue/index.ts";
import { accountId, queueArn, region } from "../account.ts";

/**
 * A received message as the record of a Lambda event, as in "Using Lambda with Amazon SQS" of the Lambda developer
 * guide: all attributes are strings.
 */
export function eventRecord(message: ReceivedMessage, queue: string): object {
  return {
    messageId: message.id,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: messageAttributes(message.attributes ?? {}),
    md5OfBody: createHash("md5").update(message.body).digest("hex"),
    eventSource: "aws:sqs",
    eventSourceARN: queueArn(queue),
    awsRegion: region,
  };
}

/** What is `undefined` here is left out by JSON. */
function systemAttributes(message: ReceivedMessage): Record<string, string | undefined> {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    AWSTraceHeader: message.traceHeader,
    SentTimestamp: String(message.sentAt),
    SequenceNumber: message.sequenceNumber,
    MessageGroupId: message.groupId,
    SenderId: accountId,
    MessageDeduplicationId: message.deduplicationId,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    DeadLetterQueueSourceArn: message.deadLetterSource === undefined ? undefined : queueArn(message.deadLetterSource),
  };
}

/** The lists are "reserved for future use", and there. */
function messageAttributes(attributes: MessageAttributes): Record<string, object> {
  const lists = { stringListValues: [], binaryListValues: [] };
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { dataType, stringValue, binaryValue }]) => [
      name,
      { ...(stringValue === undefined ? { binaryValue } : { stringValue }), ...lists, dataType },
    ]),
  );
}
