import { limits } from "./limits.ts";
import { Line } from "./line.ts";

/** A deduplication id that a FIFO queue remembers. */
export interface Deduplication {
  /** The id, in its scope. */
  readonly key: string;
  /** The message that was taken under it. */
  readonly id: string;
  readonly number: number;
  readonly at: number;
}

/** The deduplication ids of the last five minutes, whether their messages are still there or not. */
export class DeduplicationWindow {
  readonly #entries = new Map<string, Deduplication>();
  readonly #oldestFirst = new Line<Deduplication>();

  /** The message that was taken under this key within the window before `now`. */
  find(key: string, now: number): Deduplication | undefined {
    for (let oldest = this.#oldestFirst.first?.value; oldest; oldest = this.#oldestFirst.first?.value) {
      if (oldest.at + limits.deduplicationWindow > now) break;
      this.#oldestFirst.shift();
      if (this.#entries.get(oldest.key) === oldest) this.#entries.delete(oldest.key);
    }
    return this.#entries.get(key);
  }

  remember(entry: Deduplication): void {
    this.#entries.set(entry.key, entry);
    this.#oldestFirst.push(entry);
  }

  [Symbol.iterator](): Iterator<Deduplication> {
    return this.#entries.values();
  }
}
