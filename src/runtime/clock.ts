/** The only source of time in Lovage. Entries pass the system's; tests pass one that they can freeze. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  now(): number;
  /** Calls back once, `ms` from now. A timer does not keep a process alive by itself unless the clock says so. */
  after(ms: number, callback: () => void): Timer;
}

/** A pending call of `Clock.after`. */
export interface Timer {
  /** Forgets the call. Harmless when it has happened. */
  cancel(): void;
}

/** Resolves after `ms` on the clock; rejects with the signal's reason when it is aborted first. */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const aborted = () => {
      timer.cancel();
      reject(signal?.reason);
    };
    const timer = clock.after(ms, () => {
      signal?.removeEventListener("abort", aborted);
      resolve();
    });
    signal?.addEventListener("abort", aborted, { once: true });
  });
}
