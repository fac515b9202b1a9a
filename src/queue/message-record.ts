import type { MessageAttributes } from "./message-attribute.ts";

/** Where a message is: `taken` is the moment between leaving the line and being in flight. */
export type MessageState = "delayed" | "visible" | "taken" | "in flight";

/** All that is to be remembered of a message, as plain JSON. Times are in milliseconds since 1970. */
export interface MessageRecord {
  /** Unique in the engine, and in the order of arrival. A message that changes queues gets another. */
  readonly number: number;
  readonly id: string;
  readonly body: string;
  readonly attributes?: MessageAttributes | undefined;
  readonly traceHeader?: string | undefined;
  readonly groupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  readonly sentAt: number;
  /** The queue it was dead-lettered from. */
  readonly deadLetterSource?: string | undefined;
  /** How often other queues had handed it out before it was dead-lettered. */
  readonly earlierReceives: number;
  readonly state: MessageState;
  /** When its delay or its visibility timeout ends. Of no meaning while it is visible. */
  readonly due: number;
  /** How often this queue has handed it out. */
  readonly receiveCount: number;
  readonly firstReceivedAt?: number | undefined;
  /** When it was handed out last. */
  readonly receivedAt?: number | undefined;
}
