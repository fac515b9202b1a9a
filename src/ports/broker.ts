import type { DeadLetter } from "./dead-letter.ts";

/** A message on its way to a queue. `queue` is the app's name for it; the adapter knows its URL. */
export interface Outgoing {
  readonly queue: string;
  readonly body: string;
  /** Whole seconds, 0 to 900. @default the queue's own delay */
  readonly delaySeconds?: number;
  /** On a FIFO queue what stays in order; on a standard queue the tenant of SQS's fair queues. */
  readonly groupId?: string;
  /** FIFO only: messages with the same one within five minutes are one. */
  readonly deduplicationId?: string;
  /** Attributes of text, at most ten. @default none */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** A message as it came off a queue. */
export interface Delivery {
  readonly queue: string;
  /** SQS's id of the message, which a redrive changes. Never the key of anything that we store. */
  readonly messageId: string;
  readonly receipt: string;
  readonly body: string;
  /** SQS's approximate count of receives, from 1. */
  readonly receiveCount: number;
  /** When it was sent, in milliseconds since 1970. */
  readonly sentAt: number;
  /** When it was received for the first time, in milliseconds since 1970, by SQS's account. @default not known */
  readonly firstReceivedAt?: number;
  readonly groupId?: string;
  /** The string attributes of the message. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Why an entry of a batch was not accepted; `index` is its place in the batch as it was given. */
export interface SendFailure {
  readonly index: number;
  readonly problem: string;
}

/** What is wanted of a queue. */
export interface ReceiveRequest {
  readonly queue: string;
  /** @default the queue itself */
  readonly kind?: QueueKind;
  /** 1 to 10. */
  readonly max: number;
  /** How long to wait for a message, in seconds, 0 to 20. */
  readonly waitSeconds: number;
  /** For how long the messages are hidden from others, in seconds. @default the queue's own */
  readonly visibilitySeconds?: number;
  readonly signal?: AbortSignal;
}

/**
 * Which of the queues of a name: the queue itself, the dead-letter queue beside it, or, whatever the name, the one queue of the
 * app for what EventBridge could not deliver.
 */
export type QueueKind = "queue" | "deadLetters" | "undelivered";

/** How deep a queue is, by SQS's approximate counts. */
export interface QueueDepth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/**
 * What the engine asks of the world of queues. Adapters throw LovageErrors: QUEUE_NOT_FOUND, ENDPOINT_UNREACHABLE,
 * AWS_REFUSED, NO_CREDENTIALS.
 */
export interface Broker {
  /** Sends one message: one call. */
  send(message: Outgoing): Promise<void>;
  /**
   * Sends up to ten messages, of at most 1 MiB together, to one queue: one call. Answers with the entries that were
   * not accepted, after retrying those whose failure was the service's.
   */
  sendBatch(queue: string, messages: readonly Outgoing[]): Promise<readonly SendFailure[]>;
  /** Long-polls; an aborted signal ends the wait with an empty list. */
  receive(request: ReceiveRequest): Promise<readonly Delivery[]>;
  /** Removes handled messages, up to ten: one call. What fails is only redelivered, so that is logged and not answered. */
  acknowledge(queue: string, receipts: readonly string[], kind?: QueueKind): Promise<void>;
  /**
   * Hides a message for `seconds` from now; 0 gives it back at once. SQS refuses (AWS_REFUSED) to hide a message for more
   * than 43,200 seconds in all, counted from its receive, and one that is visible again.
   */
  hide(queue: string, receipt: string, seconds: number, kind?: QueueKind): Promise<void>;
  /** Puts a message on the dead-letter queue beside `letter.queue`. */
  deadLetter(letter: DeadLetter): Promise<void>;
  /** How deep a queue is. @param kind - @default the queue itself */
  depth(queue: string, kind?: QueueKind): Promise<QueueDepth>;
  /**
   * Deletes all messages of a queue, also those that are hidden or delayed. SQS takes up to a minute for it, and refuses
   * (AWS_REFUSED) to do it twice within 60 seconds.
   *
   * @param kind - @default the queue itself
   */
  purge(queue: string, kind?: QueueKind): Promise<void>;
  /**
   * The queues that are named as the app's are and have a dead-letter queue beside them, by the app's names for them, in no
   * particular order. A deployment may name its queues otherwise: then its settings know them, and this does not.
   */
  queues(): Promise<readonly string[]>;
}
