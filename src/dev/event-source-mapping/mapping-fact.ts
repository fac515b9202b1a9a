/** What happens at a mapping, for who watches: each names the queue and the messages of a batch. */
export type MappingFact =
  /** The batch is handed to the function. */
  | { readonly type: "batch-invoked"; readonly queue: string; readonly messages: readonly BatchMessage[] }
  /** The function answered; the messages that it did not name are deleted. */
  | {
      readonly type: "batch-answered";
      readonly queue: string;
      readonly returned: readonly string[];
      readonly handled: readonly string[];
    }
  /** The function threw, timed out, crashed or answered what Lambda does not take: the whole batch is returned. */
  | {
      readonly type: "batch-failed";
      readonly queue: string;
      readonly returned: readonly string[];
      readonly problem: string;
      /** When messages of it can be received again, by their ids, in milliseconds since 1970: what hides them then ends. */
      readonly visibleAt: Readonly<Record<string, number>>;
    }
  /** No environment came free before the messages became visible again. */
  | { readonly type: "batch-throttled"; readonly queue: string; readonly returned: readonly string[] }
  /** A handled message could not be deleted: its visibility timeout was over on a FIFO queue, or the queue is gone. */
  | { readonly type: "delete-refused"; readonly queue: string; readonly id: string; readonly problem: string };

/** A message of a batch, as who watches needs it. */
export interface BatchMessage {
  readonly id: string;
  readonly body: string;
  readonly receiveCount: number;
}
