import type { JournalEntry } from "../../lifecycle/index.ts";
import type { Store } from "../../ports/index.ts";
import type { Clock } from "../../runtime/index.ts";
import { SETTLED_AFTER } from "./bounds.ts";

const MINUTE = 60_000;
/** How many lines are kept, some ten megabytes, and how many minutes, most of them empty. */
const MOST_LINES = 50_000;
const MOST_MINUTES = 11_000;
/** A minute with more lines than this is not kept: it would push out all others, and itself. */
const MOST_IN_A_MINUTE = 20_000;

/** A stretch of minutes that has to be read. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

/**
 * The journal, newest first, as several readers want it again and again: a minute that is over is asked for once, and an empty
 * one costs nothing to keep. So a page that looks every few seconds at a quiet day asks for two minutes, not for all of them.
 */
export class KeptJournal {
  readonly #store: Store;
  readonly #clock: Pick<Clock, "now">;
  readonly #minutes = new Map<number, readonly JournalEntry[]>();
  #lines = 0;

  constructor(store: Store, clock: Pick<Clock, "now">) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The entries from `from` on and before `to`, the newest first, always in the same order. */
  async *newestFirst(from: number, to: number): AsyncGenerator<JournalEntry> {
    const inRange = ({ at }: JournalEntry) => at >= from && at < to;
    const first = Math.floor(from / MINUTE) * MINUTE;
    let minute = Math.floor((to - 1) / MINUTE) * MINUTE;
    while (minute >= first) {
      const kept = this.#minutes.get(minute);
      if (kept) {
        yield* kept.filter(inRange);
        minute -= MINUTE;
        continue;
      }
      // A page that begins within a crowded minute does not read again what the pages before it have.
      const gap = { from: this.#endOfGap(minute, first), to: Math.min(minute + MINUTE, to) };
      for await (const entry of this.#read(gap)) if (inRange(entry)) yield entry;
      minute = gap.from - MINUTE;
    }
  }

  /** The first minute of the stretch that is not kept and ends with this one. */
  #endOfGap(minute: number, first: number): number {
    let begin = minute;
    while (begin - MINUTE >= first && !this.#minutes.has(begin - MINUTE)) begin -= MINUTE;
    return begin;
  }

  /** Reads a stretch, and keeps each of its minutes that is read to its end. */
  async *#read(gap: Gap): AsyncGenerator<JournalEntry> {
    // What is read now and kept later, when the reader has come so far, was only settled if it was so now.
    const settled = this.#clock.now() - SETTLED_AFTER;
    const keep = (minute: number, entries: readonly JournalEntry[]) => {
      if (minute + MINUTE <= Math.min(settled, gap.to)) this.#keep(minute, entries);
    };
    let minute = Math.floor((gap.to - 1) / MINUTE) * MINUTE;
    let entries: JournalEntry[] = [];
    for await (const entry of this.#store.journal({ ...gap, newestFirst: true })) {
      for (; entry.at < minute; minute -= MINUTE) {
        keep(minute, entries);
        entries = [];
      }
      entries.push(entry);
      yield entry;
    }
    for (; minute >= gap.from; minute -= MINUTE) {
      keep(minute, entries);
      entries = [];
    }
  }

  #keep(minute: number, entries: readonly JournalEntry[]): void {
    const lines = linesIn(entries);
    if (this.#minutes.has(minute) || lines > MOST_IN_A_MINUTE) return;
    this.#minutes.set(minute, entries);
    this.#lines += lines;
    // What was read longest ago goes first: a reader of now pushes out what a reader of last week has left.
    for (const [oldest, its] of this.#minutes) {
      if (this.#lines <= MOST_LINES && this.#minutes.size <= MOST_MINUTES) return;
      this.#minutes.delete(oldest);
      this.#lines -= linesIn(its);
    }
  }
}

function linesIn(entries: readonly JournalEntry[]): number {
  return entries.reduce((sum, { lines }) => sum + lines.length, 0);
}
