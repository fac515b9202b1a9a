import type { SignatureObject } from "./signature-object.ts";
import type { Singleton } from "./singleton.ts";
import type { Tick } from "./tick.ts";

/** What follows a task on the wire: the third part of Celery's message body. */
export interface Embed {
  /** Sent with the result when the task succeeds (`link`). */
  readonly callbacks: readonly SignatureObject[] | null;
  /** Sent with the task's id when it fails (`link_error`). */
  readonly errbacks: readonly SignatureObject[] | null;
  /** The rest of the chain in Celery's order: the next one is the last. */
  readonly chain: readonly SignatureObject[] | null;
  /** The body of the chord whose header this task belongs to. */
  readonly chord: SignatureObject | null;
}

/** A task message: protocol version 2 of Celery, with times in milliseconds. */
export interface Message {
  /** The task's id: one call of a task, through all its attempts. */
  readonly id: string;
  /** The task's name. */
  readonly task: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly embed: Embed;
  /** How often a Celery worker has sent the task again; our own retries stay in the record. */
  readonly retries: number;
  /** Not to be run before this time, in milliseconds since 1970. @default at once */
  readonly eta?: number;
  /** Not to be run after this time, in milliseconds since 1970. @default never expires */
  readonly expires?: number;
  /** The time limit of the call, in milliseconds (Celery's hard limit). @default the task's own */
  readonly timeLimit?: number;
  /** The soft time limit of the call, in milliseconds. @default the task's own */
  readonly softTimeLimit?: number;
  /** The id of the first task of the workflow. @default the task's own id */
  readonly rootId?: string;
  /** The id of the task that sent this one. @default sent from outside a task */
  readonly parentId?: string;
  readonly groupId?: string;
  /** The place in the group, from 0. */
  readonly groupIndex?: number;
  /** The queue's name as the app wrote it (the routing key). */
  readonly queue?: string;
  /** Whether nothing is stored about the task. */
  readonly ignoreResult: boolean;
  /** How many tasks sent tasks on the way here. */
  readonly hops: number;
  /** A name to show in place of the task's. */
  readonly shadow?: string;
  /** The queue on which a Celery client of the rpc backend waits; nothing reads it here. */
  readonly replyTo?: string;
  /** Who sent it, for people. */
  readonly origin?: string;
  /** Celery's priority, which SQS does not honour. */
  readonly priority?: number;
  /** Celery's stamps, by name. */
  readonly stamps?: Readonly<Record<string, unknown>>;
  /** What a tick of a schedule says of itself. @default sent by no schedule */
  readonly tick?: Tick;
  /**
   * Until when other sends may be the same task, or take its place, in milliseconds since 1970: it is claimed whatever its
   * `track`, and its record outlives them. @default it is a task by itself
   */
  readonly sharedUntil?: number;
  /** What the task is one at a time of. @default nothing, or what its options say */
  readonly singleton?: Singleton;
  /** Where `args` and `kwargs` are, if they are too large for the message; here they are empty then. @default they are here */
  readonly payload?: { readonly key: string; readonly bytes: number };
  /** The sender's own headers: all that are not the protocol's. */
  readonly headers: Readonly<Record<string, unknown>>;
}
