import { limits } from "./limits.ts";
import { refuseValue } from "./refuse.ts";

/** How a receive differs from what the queue's attributes say. */
export interface ReceiveOptions {
  /** At most so many messages; SQS allows ten, the queue itself any number. @default 1 */
  readonly max?: number | undefined;
  /** Milliseconds, up to 12 hours. @default the queue's */
  readonly visibilityTimeout?: number | undefined;
}

/** How a long poll differs from what the queue's attributes say. */
export interface PollOptions extends ReceiveOptions {
  /** Milliseconds, up to 20 seconds; 0 is a short poll. @default the queue's */
  readonly wait?: number | undefined;
  /** Gives up the wait; nothing is received then. @default the wait ends by itself */
  readonly signal?: AbortSignal | undefined;
}

/** Refuses a visibility timeout, in milliseconds, that SQS would not take. */
export function checkVisibilityTimeout(ms: number): void {
  if (ms >= 0 && ms <= limits.visibilityTimeout) return;
  const reason = `VisibilityTimeout must be >= 0 and <= ${limits.visibilityTimeout / 1000}.`;
  refuseValue("VisibilityTimeout", ms / 1000, reason);
}

/** Refuses a wait, in milliseconds, that SQS would not take. */
export function checkWait(ms: number): void {
  if (ms >= 0 && ms <= limits.receiveWait) return;
  refuseValue("WaitTimeSeconds", ms / 1000, `Must be >= 0 and <= ${limits.receiveWait / 1000}, if provided.`);
}

/** Refuses a number of messages that is none. */
export function checkMax(max: number): void {
  if (Number.isInteger(max) && max >= 1) return;
  refuseValue("MaxNumberOfMessages", max, "Must be an integer from 1 on.");
}
