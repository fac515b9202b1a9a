import type { Place } from "./line.ts";
import type { MessageAttributes } from "./message-attribute.ts";
import type { MessageRecord, MessageState } from "./message-record.ts";

/** A message inside a queue: its record, which changes, and where it stands. Fields as in `MessageRecord`. */
export interface Message {
  readonly number: number;
  readonly id: string;
  readonly body: string;
  readonly attributes: MessageAttributes | undefined;
  readonly traceHeader: string | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly sentAt: number;
  readonly deadLetterSource: string | undefined;
  readonly earlierReceives: number;
  state: MessageState;
  due: number;
  receiveCount: number;
  firstReceivedAt: number | undefined;
  receivedAt: number | undefined;
  /** Kept by the `TimeHeap` it is in. */
  slot: number;
  /** Its place among all messages of the queue, by arrival. */
  arrival: Place<Message> | undefined;
  /** Its place in the line of those that can be received (standard), or in its group (FIFO). */
  place: Place<Message> | undefined;
}

/** The message that a record tells of, in no queue yet. Written out, so that all messages have one hidden class. */
export function fromRecord(record: MessageRecord): Message {
  return {
    number: record.number,
    id: record.id,
    body: record.body,
    attributes: record.attributes,
    traceHeader: record.traceHeader,
    groupId: record.groupId,
    deduplicationId: record.deduplicationId,
    sentAt: record.sentAt,
    deadLetterSource: record.deadLetterSource,
    earlierReceives: record.earlierReceives,
    state: record.state,
    due: record.due,
    receiveCount: record.receiveCount,
    firstReceivedAt: record.firstReceivedAt,
    receivedAt: record.receivedAt,
    slot: -1,
    arrival: undefined,
    place: undefined,
  };
}

/** What is to be remembered of a message. */
export function toRecord(message: Message): MessageRecord {
  const { slot: _slot, arrival: _arrival, place: _place, ...record } = message;
  return record;
}

/** A FIFO message's SequenceNumber: 20 digits that grow with each message. */
export function sequenceNumber(number: number): string {
  return String(number).padStart(20, "0");
}
