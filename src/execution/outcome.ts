import type { JournalLine, TaskRecord } from "../lifecycle/index.ts";
import type { Delivery } from "../ports/index.ts";

/** What becomes of a delivery after its execution. */
export interface Outcome {
  readonly delivery: Delivery;
  /**
   * "acknowledge" removes the message. "hide" keeps it, out of sight until `until`. "leave" keeps it as it is: its
   * visibility timeout, or another worker's, decides. "alone" says that nothing has happened yet: the task seems to kill its
   * workers, and is to be executed when nothing else runs beside it.
   */
  readonly disposition: "acknowledge" | "hide" | "leave" | "alone";
  /** When a hidden message is to be seen again, in milliseconds since 1970; now or earlier gives it back at once. */
  readonly until?: number;
  /** A record still to be written, with the rest of its batch (`track: "final"`). */
  readonly record?: TaskRecord;
  /** The line for the journal, where an attempt ended. */
  readonly line?: JournalLine;
}

/**
 * For how long a message is hidden at most, in seconds. SQS counts its twelve hours (43,200 s) from the receive, and by the end of
 * a batch some of them are gone; a longer wait than this is made of several, for the record, or the message itself, knows when the
 * task is due.
 */
export const LONGEST_HIDING = 42_000;

/** The message is done with. */
export function acknowledge(delivery: Delivery): Outcome {
  return { delivery, disposition: "acknowledge" };
}

/** The message is wanted again, at this time (in milliseconds since 1970) and not before. */
export function hideUntil(delivery: Delivery, until: number): Outcome {
  return { delivery, disposition: "hide", until };
}

/** The message is no longer ours to move: its visibility timeout decides, or the worker that holds it now. */
export function leave(delivery: Delivery): Outcome {
  return { delivery, disposition: "leave" };
}

/** Nothing has happened yet: the message is to be executed when nothing else runs beside it. */
export function runAlone(delivery: Delivery): Outcome {
  return { delivery, disposition: "alone" };
}
