import { setTimeout as pause } from "node:timers/promises";

/** How long and how often to look. */
export interface UntilOptions {
  /** In milliseconds. */
  readonly timeout: number;
  /** Milliseconds between two looks. @default 250 */
  readonly interval?: number;
  readonly signal?: AbortSignal | undefined;
  /** What was seen last, for the error. */
  readonly seen?: () => unknown;
}

/** Looks until there is something, and gives it. @throws Error that says what was waited for, and what was seen instead */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  { timeout, interval = 250, signal, seen }: UntilOptions,
): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    signal?.throwIfAborted();
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() >= end) {
      const last = seen ? `; last seen: ${JSON.stringify(await seen())}` : "";
      throw new Error(`waited ${timeout / 1000} s for ${what}${last}`);
    }
    await pause(interval, undefined, { signal });
  }
}
