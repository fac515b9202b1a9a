/** What became of a tick, for who watches. */
export interface TickFact {
  readonly type: "tick";
  /** The ARN of the rule or the schedule. */
  readonly source: string;
  /** Its name. */
  readonly name: string;
  /** The ARN of the target. */
  readonly target: string;
  /** Milliseconds since 1970. */
  readonly scheduledAt: number;
  /**
   * - `delivered` into its queue
   * - `dead-lettered` where the queue did not take it, and the target names a dead-letter queue that did
   * - `dropped` where it does not, as AWS does
   * - `missed`: it fell due while this machine slept or was stopped
   */
  readonly outcome: "delivered" | "dead-lettered" | "dropped" | "missed";
  /** What it sends. @default unknown: it was not sent, or not as a single message */
  readonly body?: string;
  /** Why it was not delivered. */
  readonly problem?: string;
}

/** How many ticks came to what since the start. */
export type TickCounts = Readonly<Record<TickFact["outcome"], number>>;
