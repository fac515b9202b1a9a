import type { State } from "./state.ts";

/** What the journal keeps of one attempt that ended: enough for lists, rates and percentiles. */
export interface JournalLine {
  readonly id: string;
  readonly task: string;
  readonly queue: string;
  /** How the attempt ended. */
  readonly state: Exclude<State, "PENDING" | "STARTED">;
  readonly attempt: number;
  /** When the attempt began, in milliseconds since 1970. */
  readonly startedAt: number;
  /** How long it ran, in whole milliseconds. */
  readonly runtime: number;
}

/** The lines of one batch: one item in the store. */
export interface JournalEntry {
  /** When the batch ended, in milliseconds since 1970. */
  readonly at: number;
  /** The worker that ran the batch: a Lambda's log stream, or a poller's host and process. */
  readonly worker: string;
  readonly lines: readonly JournalLine[];
}

/** For how long the journal is kept, in milliseconds: seven days. */
export const JOURNAL_RETENTION = 7 * 86_400_000;
