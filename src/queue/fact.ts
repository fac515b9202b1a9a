import type { MessageRecord } from "./message-record.ts";
import type { QueueAttributes } from "./queue-attributes.ts";

/** Tags of a queue. */
export type QueueTags = Readonly<Record<string, string>>;

/**
 * What has happened in the engine, as a small plain value. All but `available` are changes: replayed in order, they
 * make the same state. Messages are told by their number, times are in milliseconds since 1970.
 */
export type Fact =
  | {
      readonly type: "queue-created";
      readonly queue: string;
      readonly key: number;
      readonly at: number;
      readonly attributes: QueueAttributes;
      readonly tags: QueueTags;
    }
  | { readonly type: "queue-deleted"; readonly queue: string }
  | {
      readonly type: "queue-changed";
      readonly queue: string;
      readonly at: number;
      readonly attributes: QueueAttributes;
      readonly tags: QueueTags;
    }
  | { readonly type: "purged"; readonly queue: string }
  /** A message was taken in. One that is not delayed can be received at once; no `available` follows. */
  | { readonly type: "sent"; readonly queue: string; readonly message: MessageRecord }
  | {
      readonly type: "received";
      readonly queue: string;
      readonly number: number;
      readonly id: string;
      readonly at: number;
      /** When its visibility timeout ends. */
      readonly until: number;
    }
  | { readonly type: "visibility-changed"; readonly queue: string; readonly number: number; readonly until: number }
  | { readonly type: "deleted"; readonly queue: string; readonly number: number; readonly id: string }
  | { readonly type: "expired"; readonly queue: string; readonly number: number; readonly id: string }
  /** A message left `queue` for `to`: out of receives, or by a move task. `message` is what arrived there. */
  | {
      readonly type: "dead-lettered" | "moved";
      readonly queue: string;
      readonly number: number;
      readonly to: string;
      readonly message: MessageRecord;
    }
  /**
   * A delay or a visibility timeout is over. Noticed when somebody next uses the queue, or on time while somebody
   * long-polls it.
   */
  | { readonly type: "available"; readonly queue: string; readonly number: number; readonly id: string };

/**
 * Is told each fact at once, in order, from within the call that made it so: it may take note, but must neither throw
 * nor use the engine before that call has returned.
 */
export type Observer = (fact: Fact) => void;
