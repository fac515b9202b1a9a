import { JOURNAL_RETENTION, type JournalEntry } from "../lifecycle/index.ts";
import type { JournalRange } from "../ports/index.ts";
import type { Clock } from "../runtime/index.ts";
import { frozenCopy } from "./frozen-copy.ts";

/** How many lines are kept: enough for any test and for a look around, in some two megabytes. */
export const MOST_LINES = 10_000;

/** The journal in memory: the latest entries, by number and by age, so that a worker may run for ever. */
export class MemoryJournal {
  readonly #clock: Clock;
  #entries: JournalEntry[] = [];
  /** Where the kept entries begin: those before it are forgotten, and cut off in one go when they are the half. */
  #start = 0;
  #lines = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(entry: JournalEntry): void {
    if (entry.lines.length === 0) return;
    const at = Math.round(entry.at);
    const kept = { at, worker: entry.worker, lines: Object.freeze(entry.lines.map(frozenCopy)) };
    this.#entries.push(Object.freeze(kept));
    this.#lines += kept.lines.length;
    this.#forget();
  }

  async *read({ from, to, newestFirst }: JournalRange): AsyncGenerator<JournalEntry> {
    const first = Math.max(from, this.#oldest);
    const inRange = this.#entries.slice(this.#start).filter(({ at }) => at >= first && at < to);
    inRange.sort((a, b) => a.at - b.at);
    yield* newestFirst ? inRange.reverse() : inRange;
  }

  get #oldest(): number {
    return this.#clock.now() - JOURNAL_RETENTION;
  }

  #forget(): void {
    const oldest = this.#oldest;
    for (let first = this.#entries[this.#start]; first; first = this.#entries[this.#start]) {
      const newerLines = this.#lines - first.lines.length;
      if (first.at >= oldest && newerLines < MOST_LINES) break;
      this.#lines = newerLines;
      this.#start++;
    }
    if (this.#start * 2 <= this.#entries.length) return;
    this.#entries = this.#entries.slice(this.#start);
    this.#start = 0;
  }
}
