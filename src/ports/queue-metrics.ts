/** The times of a history, in milliseconds since 1970; all are multiples of `step`, which is one of a minute. */
export interface HistoryRange {
  readonly from: number;
  /** Not part of it. */
  readonly to: number;
  readonly step: number;
}

/** What was measured of a queue: a value for each step of the range, null where nothing is known of it. */
export interface QueueHistory {
  readonly queue: string;
  /** How many messages waited at most. */
  readonly visible: readonly (number | null)[];
  /** How old the oldest message was at most, in seconds. */
  readonly oldest: readonly (number | null)[];
  /** How many dead letters there were at most. */
  readonly deadLetters: readonly (number | null)[];
}

/**
 * What was measured of queues over time. Adapters throw LovageErrors: ENDPOINT_UNREACHABLE, AWS_REFUSED, NO_CREDENTIALS. A queue
 * that is not there has nulls.
 */
export interface QueueMetrics {
  history(queues: readonly string[], range: HistoryRange): Promise<readonly QueueHistory[]>;
}
