import type { Clock, Timer } from "./clock.ts";

interface Pending {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/**
 * A clock that stands still until a test moves it. Timers run in the order of their times, each at its own time, and
 * between two of them everything that they set off is let finish.
 */
export class FrozenClock implements Clock {
  #now: number;
  #order = 0;
  readonly #pending = new Set<Pending>();

  /** @param start - where the clock stands at first. @default 2026-01-01T00:00:00Z */
  constructor(start: number | Date = Date.UTC(2026, 0, 1)) {
    this.#now = Number(start);
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): Timer {
    const pending: Pending = { at: this.#now + Math.max(0, ms), order: this.#order++, callback };
    this.#pending.add(pending);
    return { cancel: () => this.#pending.delete(pending) };
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#pending.size;
  }

  /** When the next timer is due, or `undefined` when none waits. */
  get next(): number | undefined {
    return this.#first()?.at;
  }

  /** Moves the clock by `ms`, running every timer that falls due on the way, and what they set off. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settled();
    for (let due = this.#first(); due && due.at <= end; due = this.#first()) {
      this.#now = Math.max(this.#now, due.at);
      this.#pending.delete(due);
      due.callback();
      await settled();
    }
    this.#now = end;
    await settled();
  }

  #first(): Pending | undefined {
    let first: Pending | undefined;
    for (const pending of this.#pending) {
      if (!first || pending.at < first.at || (pending.at === first.at && pending.order < first.order)) first = pending;
    }
    return first;
  }
}

/** Lets promises that are ready run on: a few turns of the event loop, which need no time. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}
