import type { Outgoing } from "../ports/index.ts";

/**
 * Why a message is a dead letter. Of a worker: FAILED (out of attempts), REJECTED, WORKER_LOST (it killed its workers), UNKNOWN_TASK,
 * UNDECODABLE, UNSUPPORTED. Of SQS: RECEIVED_TOO_OFTEN, where no worker ever started with it. Of EventBridge: UNDELIVERED.
 */
export const letterReasons = [
  "FAILED",
  "REJECTED",
  "WORKER_LOST",
  "UNKNOWN_TASK",
  "UNDECODABLE",
  "UNSUPPORTED",
  "RECEIVED_TOO_OFTEN",
  "UNDELIVERED",
] as const;

/** One of `letterReasons`. */
export type LetterReason = (typeof letterReasons)[number];

/** A message that was given up on, and what is known of it. */
export interface Letter {
  /** SQS's id of the message. A redriven message gets another. */
  readonly messageId: string;
  /** The app's name of the queue that it was on, or was to go to; "" where EventBridge does not say it. */
  readonly queue: string;
  readonly reason: LetterReason | (string & {});
  /** The error, in a sentence. */
  readonly error: string | undefined;
  /** The task's id, where it can be told. */
  readonly id: string | undefined;
  readonly task: string | undefined;
  /** After which attempt the task died; 0 when it never ran, `undefined` when nobody counted. */
  readonly attempt: number | undefined;
  /** When it died, where that was written down, in milliseconds since 1970. */
  readonly diedAt: number | undefined;
  /** When its message was first sent, as SQS keeps it: a dead letter of a standard queue may keep the time of its first send. */
  readonly sentAt: number;
  /** How often it was received, also by who looked at it as a dead letter. */
  readonly receiveCount: number;
  /** The message of the task, as it was sent. */
  readonly body: string;
  readonly groupId: string | undefined;
  /** All that is said about it. */
  readonly attributes: Readonly<Record<string, string>>;
  /** What a redrive sends. `undefined` for what holds no message: the tick of a rule, whose schedule can be run instead. */
  readonly redrive: Outgoing | undefined;
}
