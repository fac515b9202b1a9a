import type { MessageAttributes } from "./message-attribute.ts";

/** A message that is to be sent. */
export interface NewMessage {
  readonly body: string;
  /** Milliseconds until it can be received, up to 15 minutes. Refused by FIFO queues. @default the queue's delay */
  readonly delay?: number | undefined;
  /** Up to ten. @default none */
  readonly attributes?: MessageAttributes | undefined;
  /** The system attribute AWSTraceHeader, which does not count towards the size. @default none */
  readonly traceHeader?: string | undefined;
  /** What stays in order; required by FIFO queues, and a tenant on standard ones (fair queues). @default none */
  readonly groupId?: string | undefined;
  /** For FIFO queues. @default the SHA-256 of the body, where the queue deduplicates by content */
  readonly deduplicationId?: string | undefined;
}

/** What a queue answers to a message that it took. */
export interface SentMessage {
  readonly id: string;
  /** On FIFO queues: grows with each message. */
  readonly sequenceNumber: string | undefined;
}
