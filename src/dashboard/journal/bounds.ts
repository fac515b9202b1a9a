/** After this long a minute is believed to be complete, in milliseconds: batches write their entry as they end, by their worker's clock. */
export const SETTLED_AFTER = 120_000;

/** How far a worker's clock may be ahead of ours, in milliseconds. */
export const CLOCK_SKEW = 60_000;

/** How far back one request for a list reads, in milliseconds. What is older, another one reads. */
export const WINDOW = 6 * 3_600_000;

/** How many lines one request for a list looks at. */
export const MOST_SEEN = 50_000;
