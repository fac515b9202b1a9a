/**
 * What the engine asks of the world that keeps texts which are too large for a message or a record. They go by themselves when
 * their time is over: see `PAYLOAD_DAYS`. Adapters throw LovageErrors: ENDPOINT_UNREACHABLE, AWS_REFUSED, NO_CREDENTIALS.
 */
export interface Payloads {
  /** Keeps a text under a key. Put again, it is kept for as long as if it were put for the first time. One call. */
  put(key: string, text: string): Promise<void>;
  /** The text of a key; undefined where there is none, or none any more. One call. */
  get(key: string): Promise<string | undefined>;
  /** Deletes the text of a key, if there is one. One call. */
  remove(key: string): Promise<void>;
}

/**
 * How long texts are kept at least, in days: a message may wait for its eta and be kept on its queue for 14 days, and as a dead letter for
 * 14 more (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html).
 */
export const PAYLOAD_DAYS = 45;

/** How far away the eta of a message may be whose arguments are kept elsewhere, in days: what is left of the above. */
export const LONGEST_PAYLOAD_DELAY_DAYS = 14;
