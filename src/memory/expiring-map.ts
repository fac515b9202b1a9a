/** How many entries are looked at when one is added: with two, all are before the map has doubled. */
const LOOKS = 2;

/**
 * A map that forgets what is past its time. There is no timer: an entry is gone when it is looked for, and every new one
 * makes the map look at a few others, so what is dead never outweighs what lives.
 */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, V>();
  readonly #isExpired: (value: V) => boolean;
  #round: MapIterator<[string, V]> | undefined;

  constructor(isExpired: (value: V) => boolean) {
    this.#isExpired = isExpired;
  }

  /** How many entries there are, with those that are past their time and were not looked at since. */
  get size(): number {
    return this.#entries.size;
  }

  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value === undefined || !this.#isExpired(value)) return value;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: string, value: V): void {
    const before = this.#entries.size;
    this.#entries.set(key, value);
    if (this.#entries.size > before) this.#sweep();
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  *values(): Generator<V> {
    for (const value of this.#entries.values()) if (!this.#isExpired(value)) yield value;
  }

  #sweep(): void {
    for (let look = 0; look < LOOKS; look++) {
      this.#round ??= this.#entries.entries();
      const { value: entry, done } = this.#round.next();
      if (done) this.#round = undefined;
      else if (this.#isExpired(entry[1])) this.#entries.delete(entry[0]);
    }
  }
}
