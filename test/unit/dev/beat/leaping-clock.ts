import type { Clock, Timer } from "../../../../src/runtime/index.ts";

/**
 * A clock that a test moves by years: timers run in order, each at its own time, but nothing waits in between for
 * promises to settle, which is most of what a `FrozenClock` takes its time for.
 */
export class LeapingClock implements Clock {
  #now: number;
  readonly #timers = new Set<{ at: number; callback: () => void }>();

  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): Timer {
    const timer = { at: this.#now + Math.max(0, ms), callback };
    this.#timers.add(timer);
    return { cancel: () => this.#timers.delete(timer) };
  }

  /** Moves the clock to `end`, running the timers on the way. */
  leapTo(end: number): void {
    for (;;) {
      const [next] = [...this.#timers].sort((a, b) => a.at - b.at);
      if (!next || next.at > end) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.callback();
    }
    this.#now = end;
  }
}
