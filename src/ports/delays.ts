import { isFifo } from "../settings/index.ts";

/** A message that is not to be on its queue before its time. */
export interface DelayedMessage {
  /** The id of its task: for each, one message waits. */
  readonly id: string;
  /** The task's name, for people. */
  readonly task: string;
  readonly queue: string;
  readonly body: string;
  readonly groupId?: string;
  readonly deduplicationId?: string;
  /** When the task may run, in milliseconds since 1970. */
  readonly eta: number;
}

/**
 * What the engine asks of the world that keeps messages for longer than a queue delays them. Adapters throw LovageErrors:
 * QUEUE_NOT_FOUND, ENDPOINT_UNREACHABLE, AWS_REFUSED, NO_CREDENTIALS.
 */
export interface Delays {
  /**
   * Keeps the message until its time, and then puts it on its queue; see `arrivalOf`. Put twice it is kept once. Of two
   * messages for one task the one that is due in an earlier minute is kept, since that is the one which would run.
   */
  put(message: DelayedMessage): Promise<void>;
  /** Takes a message back; false when none waits for this task: it is on its queue already, or was never kept. */
  remove(id: string): Promise<boolean>;
}

const MINUTE = 60_000;

/** How long a message for a FIFO queue has to wait at least to be kept, in milliseconds: whole minutes, the next one begun. */
export const SHORTEST_FIFO_DELAY = 2 * MINUTE;

/** When a kept message is sent, and with what delay. */
export interface Arrival {
  /** A whole minute, in milliseconds since 1970. */
  readonly sendAt: number;
  /** Whole seconds of SQS's own delay; none on a FIFO queue, which refuses it. */
  readonly delaySeconds: number | undefined;
}

/**
 * When a message is sent so that its task can begin on the second. EventBridge Scheduler sends anywhere within a minute
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html): so it is told the minute before the eta's, with a
 * delay of the eta's seconds, and the message shows itself up to a minute early and never late. On a FIFO queue, where a
 * hidden message holds up its group, it is told the eta's own minute: there a task begins up to a minute late. Pure.
 */
export function arrivalOf({ queue, eta }: Pick<DelayedMessage, "queue" | "eta">): Arrival {
  const minute = Math.floor(eta / MINUTE) * MINUTE;
  if (isFifo(queue)) return { sendAt: minute, delaySeconds: undefined };
  return { sendAt: minute - MINUTE, delaySeconds: Math.floor((eta - minute) / 1_000) };
}

/** The body as a part of what Scheduler keeps of a message, which is written as JSON once more. In bytes. */
export function delayedBytes(body: string): number {
  return Buffer.byteLength(JSON.stringify(body));
}

/**
 * How large that may be: Scheduler's 262,144 bytes
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html), and room for the queue's URL, the group and so on.
 */
export const LARGEST_DELAYED = 262_144 - 4_096;
