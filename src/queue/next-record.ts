import type { MessageRecord } from "./message-record.ts";
import type { NewMessage } from "./new-message.ts";

// What a message becomes at each of its turns, as values: when it is sent, dead-lettered, moved on, or copied by a fault.

/** What is new about a message that enters a queue. */
export interface Entry {
  readonly number: number;
  readonly now: number;
  /** Milliseconds until it can be received. */
  readonly delay: number;
}

/** A message that is sent. */
export function sentRecord(
  message: NewMessage,
  deduplicationId: string | undefined,
  entry: Entry & { readonly id: string },
): MessageRecord {
  return {
    number: entry.number,
    id: entry.id,
    body: message.body,
    attributes: message.attributes,
    traceHeader: message.traceHeader,
    groupId: message.groupId,
    deduplicationId,
    sentAt: entry.now,
    deadLetterSource: undefined,
    earlierReceives: 0,
    state: entry.delay > 0 ? "delayed" : "visible",
    due: entry.now + entry.delay,
    receiveCount: 0,
    firstReceivedAt: undefined,
    receivedAt: undefined,
  };
}

/**
 * A message that is dead-lettered from `source`: the same message, in another queue. A standard queue keeps the time of
 * the first send, so that its retention runs on; a FIFO queue resets it.
 */
export function deadLetteredRecord(
  message: MessageRecord,
  source: { readonly name: string; readonly fifo: boolean },
  entry: Omit<Entry, "delay">,
): MessageRecord {
  return {
    ...message,
    number: entry.number,
    sentAt: source.fifo ? entry.now : message.sentAt,
    deadLetterSource: source.name,
    earlierReceives: message.earlierReceives + message.receiveCount,
    state: "visible",
    due: entry.now,
    receiveCount: 0,
    receivedAt: undefined,
  };
}

/** A message that a move task takes on: a new one, with the content of the old. */
export function movedRecord(message: MessageRecord, entry: Entry & { readonly id: string }): MessageRecord {
  return sentRecord(message, message.deduplicationId, entry);
}

/** A copy that a fault leaves in the queue of a message that was just received: as it was before that. */
export function copiedRecord(message: MessageRecord, number: number): MessageRecord {
  return { ...message, number, state: "visible", receiveCount: message.receiveCount - 1 };
}
