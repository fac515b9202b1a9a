import type { DelayedMessage, Outgoing } from "../ports/index.ts";
import type { PlannedSend } from "./plan-send.ts";

/** A planned message with its body, ready for its queue. */
export interface Prepared extends PlannedSend {
  readonly outgoing: Outgoing;
  readonly bytes: number;
  /** What has to be kept before the message is sent. */
  readonly payload?: { readonly key: string; readonly text: string };
}

/** A message that was accepted. */
export interface Sent {
  readonly id: string;
  readonly queue: string;
  readonly ignoreResult: boolean;
  /** Not before when it runs, in milliseconds since 1970. */
  readonly eta?: number;
  /** Set where the task is claimed whatever its `track`: other sends may be the same task, or take its place. */
  readonly isClaimed?: true;
}

/** What the sender of a message is told. */
export function sentOf({ message, queue }: PlannedSend): Sent {
  const { id, ignoreResult, eta, sharedUntil, singleton } = message;
  const isClaimed = sharedUntil !== undefined || singleton !== undefined;
  return { id, queue, ignoreResult, ...(eta !== undefined && { eta }), ...(isClaimed && { isClaimed }) };
}

/** A planned message on its way to its queue. */
export function outgoingOf({ queue, delaySeconds, groupId, deduplicationId }: PlannedSend, body: string): Outgoing {
  return {
    queue,
    body,
    ...(delaySeconds === undefined ? undefined : { delaySeconds }),
    ...(groupId === undefined ? undefined : { groupId }),
    ...(deduplicationId === undefined ? undefined : { deduplicationId }),
  };
}

/** A message as the world keeps it that keeps messages until their time. */
export function delayedOf({ message, waitsUntil = 0, outgoing }: Prepared): DelayedMessage {
  const { delaySeconds: _, ...rest } = outgoing;
  return { ...rest, id: message.id, task: message.task, eta: waitsUntil };
}
