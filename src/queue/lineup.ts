import type { Message } from "./message.ts";

/**
 * The order in which the messages of a queue can be received: one kind for standard queues, one for FIFO queues. It is
 * told of each step of a message's life, and looks at no clock.
 */
export interface Lineup {
  /** How many messages are visible. */
  readonly visible: number;
  /** A message arrives, delayed or visible. */
  add(message: Message): void;
  /** A message's delay is over. */
  show(message: Message): void;
  /** Takes out the message that is received next, if any can be. `hold` or nothing follows, then `endBatch` once. */
  next(): Message | undefined;
  /** A message is in flight from now on. */
  hold(message: Message): void;
  /** The receiver has all that it gets. */
  endBatch(): void;
  /** A message in flight is visible again. */
  comeBack(message: Message): void;
  /** A message in flight leaves the queue. */
  letGo(message: Message): void;
  /** A message that is delayed or visible leaves the queue. */
  remove(message: Message): void;
}
