const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * What SQS allows, times in milliseconds. Source: the quotas pages of the SQS developer guide (messages, queues), and
 * the API reference of each operation.
 */
export const limits = {
  /** DelaySeconds: 900 s. */
  delay: 15 * MINUTE,
  /** VisibilityTimeout, and the longest that one receive can hide a message in all: 12 hours. */
  visibilityTimeout: 12 * HOUR,
  /** WaitTimeSeconds: 20 s. */
  receiveWait: 20 * SECOND,
  /** MessageRetentionPeriod: from one minute to 14 days. */
  shortestRetention: MINUTE,
  longestRetention: 14 * DAY,
  /** Messages received and neither deleted nor visible again, per queue. */
  inFlight: 120_000,
  /** Bytes of one message, and of all entries of a batch together: 1 MiB. */
  messageBytes: 1_048_576,
  /** The least that MaximumMessageSize can be set to. */
  leastMaximumMessageSize: 1024,
  /** Message attributes of one message. */
  messageAttributes: 10,
  /** How long a FIFO queue remembers a deduplication id. */
  deduplicationWindow: 5 * MINUTE,
  /** maxReceiveCount of a redrive policy. */
  maxReceiveCount: 1000,
  /** Messages a second that a move task can be held to. */
  moveRate: 500,
} as const;
