import type { RecordedError } from "../errors/index.ts";
import type {
  FinalRecord,
  JournalEntry,
  Progress,
  StartedRecord,
  StoredPayload,
  TaskRecord,
} from "../lifecycle/index.ts";
import type { KeyClaim, KeyHolder, Superseded, Supersession } from "./held-key.ts";

/** A worker's wish to run the next attempt of a task. */
export interface Claim {
  readonly id: string;
  readonly task: string;
  readonly queue: string;
  readonly parentId?: string;
  readonly rootId?: string;
  readonly groupId?: string;
  /** What the record keeps of the arguments, as in `RecordBase`. */
  readonly args?: string;
  readonly kwargs?: string;
  readonly sensitive?: true | readonly string[];
  /** A token that no other claim has. */
  readonly owner: string;
  readonly now: number;
  /** Until when the attempt is believed to run. */
  readonly leaseUntil: number;
  /** When the record may go if nothing more is heard of it, in seconds. */
  readonly expiresAt: number;
  /** Whether the attempt of a worker that was lost may be followed by another. Without, the answer is `lost`. @default true */
  readonly takeOver?: boolean;
}

/** The counters of a claimed attempt, as in the record. */
export interface Attempt {
  readonly attempt: number;
  readonly failures: number;
  readonly cuts: number;
  readonly base: number;
  readonly startedAt: number;
  /** Why the task was revoked during the attempt before, whose worker died: this attempt is not to run. */
  readonly revokeReason?: string;
}

/**
 * The answer to a claim. Only `claimed` may run; `finished` is acknowledged without running; `leased` and `waiting`
 * are hidden until then: another worker runs it, or its retry is not due yet; `lost` says that the worker of its latest
 * attempt was lost, to a claim that does not take over.
 */
export type Claimed =
  | { readonly kind: "claimed"; readonly attempt: Attempt; readonly previous: TaskRecord | undefined }
  | { readonly kind: "finished"; readonly record: FinalRecord }
  | { readonly kind: "leased"; readonly until: number }
  | { readonly kind: "waiting"; readonly until: number }
  | { readonly kind: "lost"; readonly record: StartedRecord };

/** How a claimed attempt ended. */
export type Ending =
  | { readonly state: "SUCCESS"; readonly result: string; readonly withheld?: true; readonly payload?: StoredPayload }
  | { readonly state: "FAILURE"; readonly error: RecordedError }
  | { readonly state: "REVOKED"; readonly reason: string }
  | { readonly state: "IGNORED" }
  | { readonly state: "RETRY"; readonly retryAt: number; readonly error?: RecordedError };

/** The outcome of a claimed attempt, to be written by who still holds the claim. */
export interface Settlement {
  readonly id: string;
  readonly owner: string;
  readonly now: number;
  readonly failures: number;
  readonly cuts: number;
  readonly expiresAt: number;
  readonly ending: Ending;
}

/** Somebody's wish that a task does not run, or runs no further. */
export interface Revoking {
  readonly id: string;
  readonly reason: string;
  /** Whether an attempt that runs is to be ended, and not only what would follow it. */
  readonly terminate: boolean;
  readonly now: number;
  /** When the record of the revocation may go, in seconds. */
  readonly expiresAt: number;
}

/**
 * The answer to a revocation: the task was not running, and is REVOKED now; or it runs, and its record says that it is
 * revoked; or it was over before, and nothing is changed.
 */
export type RevokeAnswer =
  | { readonly kind: "revoked" }
  | { readonly kind: "marked"; readonly record: StartedRecord }
  | { readonly kind: "finished"; readonly record: FinalRecord };

/** Which lines of the journal to read: those of batches that ended from `from` on and before `to`. */
export interface JournalRange {
  readonly from: number;
  readonly to: number;
  /** Gives the latest entry first; of one millisecond the order is always the same. @default false: the oldest first */
  readonly newestFirst?: boolean;
}

/**
 * What the engine asks of the world of task records. Adapters throw LovageErrors: TABLE_NOT_FOUND, RECORD_TOO_LARGE,
 * ENDPOINT_UNREACHABLE, AWS_REFUSED, NO_CREDENTIALS.
 */
export interface Store {
  /**
   * Takes the next attempt of a task, atomically: where there is no record, or a RETRY that is due, or a STARTED
   * whose lease is over. One call.
   */
  claim(claim: Claim): Promise<Claimed>;
  /**
   * Writes the outcome, if the record is STARTED and `owner` holds it; false when not. One call. Asked the same twice,
   * it answers true twice, since a lost answer makes the SDK ask again; so do `conclude` and `reopen`.
   *
   * A record that is marked as revoked takes no RETRY, and one that is to be terminated no outcome but REVOKED: also then
   * the answer is false.
   */
  settle(settlement: Settlement): Promise<boolean>;
  /** Prolongs the lease of a running attempt; false when `owner` no longer holds it. */
  renew(id: string, owner: string, leaseUntil: number): Promise<boolean>;
  /** Stores a custom state of a running attempt; false when `owner` no longer holds it. */
  progress(id: string, owner: string, progress: Progress): Promise<boolean>;
  /**
   * Ends a task that is not running: writes the final record where there is none, or a RETRY, or a STARTED whose
   * lease is over at `now`; false where the task is final or running.
   */
  conclude(record: FinalRecord, now: number): Promise<boolean>;
  /**
   * Revokes a task: writes REVOKED where there is no record, or a RETRY, or a STARTED whose lease is over at `now`. A STARTED
   * that runs is marked, for its worker to see; what is final stays as it is. One call, or two where the task runs.
   */
  revoke(revoking: Revoking): Promise<RevokeAnswer>;
  /** Opens a FAILURE whose last attempt was `attempt` once more (a redrive): state RETRY, budgets from there; false when it is not that. */
  reopen(id: string, attempt: number, now: number, expiresAt: number): Promise<boolean>;
  /**
   * Lets a key stand for a task, if it stands for none or its time is over at `now`. Answers with the task that it stands for
   * then: this one, or another. One call; of several at once one is let through, and all are told the same.
   */
  reserve(claim: KeyClaim): Promise<KeyHolder>;
  /** Notes that the message of the task that a key stands for is sent. Nothing happens where it stands for another one. One call. */
  confirm(key: string, id: string): Promise<void>;
  /**
   * Makes a task the last one of its group of sends, or the first of a new one where the group is over at `now`. One call,
   * or two where a group begins. Of several at once each is told another task that it supersedes.
   */
  supersede(supersession: Supersession): Promise<Superseded>;
  /**
   * Puts records and a journal entry without conditions, 25 items a call (a long journal entry is several items).
   * Of several records with one id the last is written. Answers with the ids of records that could not be written, among
   * them any that is too large (see `checkPayload`); the loss of journal lines is only logged.
   */
  write(records: readonly TaskRecord[], journal?: JournalEntry): Promise<readonly string[]>;
  /** The record as it was last written, or undefined. One past its `expiresAt` may still be answered. */
  read(id: string): Promise<TaskRecord | undefined>;
  /** Many records, 100 a call, by id. */
  readMany(ids: readonly string[]): Promise<ReadonlyMap<string, TaskRecord>>;
  /** Deletes the record. */
  forget(id: string): Promise<void>;
  /**
   * The entries of the journal, in the order of their time (or the other way round); a long one comes in parts. A journal
   * reaches back as far as its retention and no further, however early `from` is. What is not read is hardly asked for.
   */
  journal(range: JournalRange): AsyncIterable<JournalEntry>;
}
