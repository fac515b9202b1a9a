import type { RecordedError } from "../errors/index.ts";
import { isFinal } from "./state.ts";

/** Where a text is kept that is too large for its message or its record, and how large it is. */
export interface StoredPayload {
  readonly key: string;
  readonly bytes: number;
}

/** What every task record holds. Times are milliseconds since 1970; `expiresAt` is in seconds, as DynamoDB's TTL wants it. */
export interface RecordBase {
  readonly id: string;
  readonly task: string;
  readonly queue: string;
  readonly parentId?: string;
  readonly rootId?: string;
  readonly groupId?: string;
  /**
   * The arguments as a text of the message codec, without what is sensitive. Cut where it is longer than is kept: then it ends in
   * `CUT_MARK`, and is for people only. Absent where none are kept, as of a task that no worker has seen yet.
   */
  readonly args?: string;
  /** The same for keyword arguments, where there are any. */
  readonly kwargs?: string;
  /** What of the result is not to be shown: all, or the fields of these names. */
  readonly sensitive?: true | readonly string[];
  /** The number of the latest attempt, from 1. */
  readonly attempt: number;
  /** How many attempts failed and were settled: what counts against the retries. */
  readonly failures: number;
  /** How many attempts were cut short by a worker's deadline or shutdown: these do not count against the retries. */
  readonly cuts: number;
  /** The attempt after which the task was last redriven from the dead letters; its budgets count from there. */
  readonly base: number;
  /** When the first attempt began. */
  readonly startedAt: number;
  /** When DynamoDB may delete the record, and from when a reader treats it as gone, in seconds. */
  readonly expiresAt: number;
}

/** A state of the task's own making (`task.updateState`), shown in place of STARTED. */
export interface Progress {
  readonly state: string;
  /** Encoded by the message codec. */
  readonly meta: string;
}

/** An attempt runs, or its worker died: which of the two, the lease tells. */
export interface StartedRecord extends RecordBase {
  readonly state: "STARTED";
  /** The token of the worker that runs the attempt; only who holds it may settle. */
  readonly owner: string;
  /** Until when the attempt is believed to run. */
  readonly leaseUntil: number;
  readonly progress?: Progress;
  /** Why the task was revoked, if somebody did so while the attempt ran: no other attempt is to follow it. */
  readonly revokeReason?: string;
  /** Set when the revoked attempt itself is to end, whatever it would have come to. */
  readonly terminate?: true;
}

/** An attempt failed, or was cut short, and another will follow. */
export interface RetryRecord extends RecordBase {
  readonly state: "RETRY";
  readonly retryAt: number;
  readonly error?: RecordedError;
}

/** The task has done its work. */
export interface SuccessRecord extends RecordBase {
  readonly state: "SUCCESS";
  readonly finishedAt: number;
  /** Encoded by the message codec; `null` where it is withheld, or kept elsewhere. */
  readonly result: string;
  /** Set where the result was not to be stored (`sensitive: { result: true }`). */
  readonly withheld?: true;
  /** Where the result is, if it is not here. */
  readonly payload?: StoredPayload;
}

/** The task failed for good: it is out of attempts, or none would help. */
export interface FailureRecord extends RecordBase {
  readonly state: "FAILURE";
  readonly finishedAt: number;
  readonly error: RecordedError;
}

/** The task was not to run, or not to run on: somebody revoked it, it expired, or it made way for another. */
export interface RevokedRecord extends RecordBase {
  readonly state: "REVOKED";
  readonly finishedAt: number;
  readonly reason: string;
}

/** The task ran, and its handler asked for nothing to be made of it. */
export interface IgnoredRecord extends RecordBase {
  readonly state: "IGNORED";
  readonly finishedAt: number;
}

/** A record of a task that is over. */
export type FinalRecord = SuccessRecord | FailureRecord | RevokedRecord | IgnoredRecord;

/** What the store holds for one task id. */
export type TaskRecord = StartedRecord | RetryRecord | FinalRecord;

/** Whether a record is that of a task that is over. */
export function isFinalRecord(record: TaskRecord): record is FinalRecord {
  return isFinal(record.state);
}

/**
 * Whether the worker of a running attempt has not been heard of in time: it died, or was cut off. The task is not over: its
 * message comes back, and with it another attempt.
 */
export function isLost(record: TaskRecord, now: number): boolean {
  return record.state === "STARTED" && record.leaseUntil < now;
}

/** Whether a record's time is over: DynamoDB deletes late, so a reader looks for itself. */
export function isExpired(record: TaskRecord, now: number): boolean {
  return record.expiresAt * 1_000 <= now;
}

/** How many attempts ended with the death of their worker: those that are neither settled nor the latest. */
export function lostAttempts(record: Pick<RecordBase, "attempt" | "failures" | "cuts" | "base">): number {
  return Math.max(0, record.attempt - 1 - record.base - record.failures - record.cuts);
}
