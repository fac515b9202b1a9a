import type { Clock, Timer } from "../../runtime/index.ts";
import type { Tick } from "./tick.ts";

/** What a ticker does for one name. */
export interface Ticking {
  /** Its ticks from now on, ascending by `dueAt`; with or without an end. Only the next one is ever taken. */
  readonly ticks: Iterator<Tick>;
  /** Is called at each tick, synchronously. `last` tells that none follows. */
  readonly fire: (tick: Tick, last: boolean) => void;
}

interface Entry extends Ticking {
  next: Tick | undefined;
}

/**
 * Fires the ticks of many names with one timer, which waits for the next of them all. A clock that is moved by a year
 * so runs through a year of ticks; one that slept gets at once what fell due meanwhile, each name in its order.
 */
export class Ticker {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #timer: Timer | undefined;
  #wakesAt = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Starts the ticks of a name, in place of those that it had. */
  start(name: string, ticking: Ticking): void {
    const entry: Entry = { ...ticking, next: nextOf(ticking.ticks) };
    this.#entries.delete(name);
    if (!entry.next) return;
    this.#entries.set(name, entry);
    this.#wakeBy(entry.next.dueAt);
  }

  /** Ends the ticks of a name. Harmless when it has none. */
  stop(name: string): void {
    this.#entries.delete(name);
    if (this.#entries.size === 0) this.#sleep();
  }

  /** Ends all ticks. */
  close(): void {
    this.#entries.clear();
    this.#sleep();
  }

  #wakeBy(time: number): void {
    if (time >= this.#wakesAt) return;
    this.#sleep();
    this.#wakesAt = time;
    this.#timer = this.#clock.after(time - this.#clock.now(), () => this.#wake());
  }

  #sleep(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#wakesAt = Number.POSITIVE_INFINITY;
  }

  #wake(): void {
    this.#sleep();
    const now = this.#clock.now();
    while (this.#fireDue(now));
    let earliest = Number.POSITIVE_INFINITY;
    for (const { next } of this.#entries.values()) if (next && next.dueAt < earliest) earliest = next.dueAt;
    if (earliest < Number.POSITIVE_INFINITY) this.#wakeBy(earliest);
  }

  /** Fires one tick of each name that has one due. */
  #fireDue(now: number): boolean {
    const due: [name: string, entry: Entry, tick: Tick][] = [];
    for (const [name, entry] of this.#entries) {
      if (entry.next && entry.next.dueAt <= now) due.push([name, entry, entry.next]);
    }
    due.sort(([, , a], [, , b]) => a.dueAt - b.dueAt);
    for (const [name, entry, tick] of due) {
      // One that fired before it may have ended it.
      if (this.#entries.get(name) !== entry) continue;
      entry.next = nextOf(entry.ticks);
      if (!entry.next) this.#entries.delete(name);
      entry.fire(tick, entry.next === undefined);
    }
    return due.length > 0;
  }
}

function nextOf(ticks: Iterator<Tick>): Tick | undefined {
  const { done, value } = ticks.next();
  return done ? undefined : value;
}
