import type { ReceivedMessage } from "./received-message.ts";

/**
 * What a standard queue may do and rarely does, done on purpose, so that tests meet it. The decisions are the test's:
 * nothing here is random. FIFO queues take no notice.
 */
export interface DeliveryFaults {
  /**
   * Whether a copy of a message that was just received stays in the queue: it has the same id, is received on its own,
   * and is still there after the message is deleted (a server that missed the delete). @default never
   */
  readonly duplicate?: ((message: ReceivedMessage, queue: string) => boolean) | undefined;
  /** Which of the `visible` messages is received next, from 0. @default the first */
  readonly pick?: ((visible: number, queue: string) => number) | undefined;
}
