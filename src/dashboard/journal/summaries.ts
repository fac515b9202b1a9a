import type { Store } from "../../ports/index.ts";
import type { Clock } from "../../runtime/index.ts";
import { SETTLED_AFTER } from "./bounds.ts";
import { MinuteSummary } from "./minute-summary.ts";

const MINUTE = 60_000;
/** How many minutes are kept: a day and some. */
const MOST_KEPT = 1_600;

/** The journal, minute by minute. What is over is read once and kept, so that a page that looks every few seconds costs little. */
export class Summaries {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #kept = new Map<number, MinuteSummary>();

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The minutes that begin in a range of times, in their order, also those in which nothing ended. */
  async between(from: number, to: number): Promise<MinuteSummary[]> {
    const first = Math.ceil(from / MINUTE) * MINUTE;
    const count = Math.max(0, Math.ceil((to - first) / MINUTE));
    const minutes = Array.from({ length: count }, (_, index) => first + index * MINUTE);
    const found = new Map<number, MinuteSummary>();
    // As of before it is read, which may take its time.
    const settled = this.#clock.now() - SETTLED_AFTER;
    for (const run of this.#gaps(minutes, found)) await this.#read(run, found);
    this.#keep(found, settled);
    return minutes.map((minute) => found.get(minute) ?? new MinuteSummary(minute));
  }

  /** Puts what is kept into `found`, and answers with the runs of minutes that have to be read. */
  #gaps(minutes: readonly number[], found: Map<number, MinuteSummary>): { from: number; to: number }[] {
    const gaps: { from: number; to: number }[] = [];
    for (const minute of minutes) {
      const kept = this.#kept.get(minute);
      const last = gaps.at(-1);
      if (kept) found.set(minute, kept);
      else if (last?.to === minute) last.to = minute + MINUTE;
      else gaps.push({ from: minute, to: minute + MINUTE });
    }
    return gaps;
  }

  async #read(range: { from: number; to: number }, found: Map<number, MinuteSummary>): Promise<void> {
    for (let minute = range.from; minute < range.to; minute += MINUTE) found.set(minute, new MinuteSummary(minute));
    for await (const entry of this.#store.journal(range)) {
      found.get(Math.floor(entry.at / MINUTE) * MINUTE)?.add(entry);
    }
  }

  #keep(found: ReadonlyMap<number, MinuteSummary>, settled: number): void {
    for (const [minute, summary] of found) if (minute + MINUTE <= settled) this.#kept.set(minute, summary);
    const tooMany = this.#kept.size - MOST_KEPT;
    if (tooMany <= 0) return;
    for (const minute of [...this.#kept.keys()].sort((a, b) => a - b).slice(0, tooMany)) this.#kept.delete(minute);
  }
}
