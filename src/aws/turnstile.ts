/**
 * Lets so many through at once and the rest wait in line. A producer that sends ten thousand messages in one breath
 * keeps its sockets few, and none of its requests times out while it waits for one.
 */
export class Turnstile {
  #free: number;
  #line: (() => void)[] = [];
  #served = 0;

  constructor(places: number) {
    this.#free = places;
  }

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((turn) => this.#line.push(turn));
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  // The line is walked and then dropped: shifting a long array moves all of it each time.
  #leave(): void {
    const next = this.#line[this.#served++];
    if (next) {
      next();
      return;
    }
    this.#line = [];
    this.#served = 0;
    this.#free++;
  }
}
