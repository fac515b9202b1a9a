import { type Message, sequenceNumber } from "./message.ts";
import type { MessageAttributes } from "./message-attribute.ts";

/** A message as a receiver sees it. Times are in milliseconds since 1970. */
export interface ReceivedMessage {
  readonly id: string;
  readonly body: string;
  /** What deletes this message, or changes its visibility; another at each receive. */
  readonly receiptHandle: string;
  readonly attributes: MessageAttributes | undefined;
  readonly traceHeader: string | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  /** On FIFO queues. */
  readonly sequenceNumber: string | undefined;
  readonly sentAt: number;
  readonly firstReceivedAt: number;
  /** ApproximateReceiveCount: from 1, and it goes on counting in the dead-letter queue. */
  readonly receiveCount: number;
  /** The name of the queue it was dead-lettered from. */
  readonly deadLetterSource: string | undefined;
}

/** What a receiver is handed of a message that was just counted as received at `now`. */
export function toReceived(message: Message, receiptHandle: string, fifo: boolean, now: number): ReceivedMessage {
  return {
    id: message.id,
    body: message.body,
    receiptHandle,
    attributes: message.attributes,
    traceHeader: message.traceHeader,
    groupId: message.groupId,
    deduplicationId: message.deduplicationId,
    sequenceNumber: fifo ? sequenceNumber(message.number) : undefined,
    sentAt: message.sentAt,
    firstReceivedAt: message.firstReceivedAt ?? now,
    receiveCount: message.earlierReceives + message.receiveCount,
    deadLetterSource: message.deadLetterSource,
  };
}
