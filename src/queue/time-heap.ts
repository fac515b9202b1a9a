/** What a `TimeHeap` holds: it sorts by `due`, then by `number`, and keeps its own bookkeeping in `slot`. */
export interface Timed {
  /** When, in milliseconds since 1970. */
  due: number;
  /** Breaks ties: the lower goes first. */
  readonly number: number;
  /** Written by the heap alone; -1 while the item is in none. An item is in one heap at a time. */
  slot: number;
}

/** Items by the time they are due. The next one is at hand; adding and removing any takes logarithmic time at most. */
export class TimeHeap<T extends Timed> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  /** The item that is due next. */
  get first(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    this.#items.push(item);
    this.#up(item, this.#items.length - 1);
  }

  remove(item: T): void {
    const slot = item.slot;
    const last = this.#items.pop();
    item.slot = -1;
    if (last === undefined || last === item) return;
    this.#up(last, slot);
    this.#down(last, last.slot);
  }

  /** Gives an item another time. */
  move(item: T, due: number): void {
    item.due = due;
    this.#up(item, item.slot);
    this.#down(item, item.slot);
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#items.values();
  }

  #up(item: T, from: number): void {
    let slot = from;
    while (slot > 0) {
      const parent = this.#items[(slot - 1) >> 1] as T;
      if (!isBefore(item, parent)) break;
      this.#put(parent, slot);
      slot = (slot - 1) >> 1;
    }
    this.#put(item, slot);
  }

  #down(item: T, from: number): void {
    let slot = from;
    for (;;) {
      const left = this.#items[2 * slot + 1];
      const right = this.#items[2 * slot + 2];
      if (!left) break;
      const least = right && isBefore(right, left) ? right : left;
      if (!isBefore(least, item)) break;
      const next = least.slot;
      this.#put(least, slot);
      slot = next;
    }
    this.#put(item, slot);
  }

  #put(item: T, slot: number): void {
    this.#items[slot] = item;
    item.slot = slot;
  }
}

function isBefore(a: Timed, b: Timed): boolean {
  return a.due < b.due || (a.due === b.due && a.number < b.number);
}
