import type { JournalEntry } from "../../lifecycle/index.ts";
import type { Store } from "../../ports/index.ts";
import type { Clock } from "../../runtime/index.ts";
import { SETTLED_AFTER } from "../journal/bounds.ts";
import type { EndedState } from "../journal/tally.ts";
import { workerKind } from "../journal/worker-kind.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** How much of the journal is read at a time. */
const PIECE = 10 * MINUTE;

/** The upper bounds of the classes of runtimes, in seconds: those of Prometheus's clients, and some for tasks of minutes. */
export const runtimeBounds = [
  0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60, 300, 900,
] as const;

/** What is counted of one task on one worker. */
export interface DayCount {
  readonly worker: string;
  readonly task: string;
  readonly ended: Map<EndedState, number>;
  /** How many runs that succeeded took at most each of the bounds and more than the one before; the last are those beyond. */
  readonly classes: number[];
  /** How long those runs took together, in milliseconds. */
  runtime: number;
}

/** What was counted, and until when. */
export interface DaySoFar {
  /** The beginning of the day, UTC, and the end of what is counted, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly counts: readonly DayCount[];
}

/**
 * What ended since midnight UTC, counted from the journal: each minute is read once, when it is over and complete. So a count
 * only ever grows until the day is over, every process that counts the same day comes to the same, and one that is started anew
 * goes on where the one before was.
 */
export class DayCounter {
  readonly #store: Pick<Store, "journal">;
  readonly #clock: Pick<Clock, "now">;
  #from = Number.NaN;
  #to = Number.NaN;
  #counts = new Map<string, DayCount>();
  #reading: Promise<DaySoFar> | undefined;

  constructor(store: Pick<Store, "journal">, clock: Pick<Clock, "now">) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Counts on to now. Who asks meanwhile gets the same answer. */
  read(): Promise<DaySoFar> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<DaySoFar> {
    const to = Math.floor((this.#clock.now() - SETTLED_AFTER) / MINUTE) * MINUTE;
    // At the day's very end it is whole for a minute, so that its last minutes are seen before the next day begins at 0.
    const from = Math.floor((to - 1) / DAY) * DAY;
    if (from !== this.#from) {
      this.#from = from;
      this.#to = from;
      this.#counts = new Map();
    }
    while (this.#to < to) {
      // Piece by piece, and each only when it is whole: what fails half way is neither lost nor counted twice.
      const piece = { from: this.#to, to: Math.min(to, this.#to + PIECE) };
      const entries: JournalEntry[] = [];
      for await (const entry of this.#store.journal(piece)) entries.push(entry);
      for (const entry of entries) this.#add(entry);
      this.#to = piece.to;
    }
    return { from, to: this.#to, counts: [...this.#counts.values()] };
  }

  #add({ worker, lines }: JournalEntry): void {
    for (const { task, state, runtime } of lines) {
      const count = this.#countOf(workerLabel(worker), task);
      count.ended.set(state, (count.ended.get(state) ?? 0) + 1);
      if (state !== "SUCCESS") continue;
      const bound = runtimeBounds.findIndex((seconds) => runtime <= seconds * 1_000);
      const index = bound < 0 ? runtimeBounds.length : bound;
      count.classes[index] = (count.classes[index] ?? 0) + 1;
      count.runtime += runtime;
    }
  }

  #countOf(worker: string, task: string): DayCount {
    const key = JSON.stringify([worker, task]);
    const known = this.#counts.get(key);
    if (known) return known;
    const classes = new Array<number>(runtimeBounds.length + 1).fill(0);
    const made = { worker, task, ended: new Map(), classes, runtime: 0 };
    this.#counts.set(key, made);
    return made;
  }
}

/**
 * A worker as a label. Each of Lambda's sandboxes has a log stream of its own (`2026/11/21/[$LATEST]9f…`), thousands a day, and
 * a series for each would choke who stores them: together they are "lambda". Pure.
 */
export function workerLabel(worker: string): string {
  return workerKind(worker) === "lambda" ? "lambda" : worker;
}
