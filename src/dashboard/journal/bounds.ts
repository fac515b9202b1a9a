/** After this long a minute is believed to be complete, in milliseconds: batches write their entry as they end, by their worker's clock. */
export const SETTLED_AFTER = 120_000;

/** How far a worker's clock may be ahead of ours, in milliseconds. */
export const CLOCK_SKEW = 60_000;

/** How far back one request for a list reads, in milliseconds. What is older, another one reads. */
export const WINDOW = 6 * 3_600_000;

/** How many lines one request for a list looks at. */
export const MOST_SEEN = 50_000;

/** How long after its end an attempt is in the journal at the latest, in milliseconds: a batch writes when its slowest task has ended, within Lambda's longest time. */
export const LATE_BATCH = 16 * 60_000;
