/** How much wider each class of runtimes is than the one before: a percentile is off by at most half of that, 4 percent. */
const GROWTH = 1.08;
const LOG_GROWTH = Math.log(GROWTH);

/**
 * How long attempts took, counted in classes that grow with the time, so that a million runtimes take as much memory as a
 * hundred and those of several minutes can be put together.
 */
export class Runtimes {
  readonly #counts = new Map<number, number>();
  #total = 0;

  /** @param runtime - in milliseconds */
  add(runtime: number): void {
    this.#put(Math.round(Math.log(Math.max(0, runtime) + 1) / LOG_GROWTH), 1);
  }

  /** Takes in all that another has counted. */
  include(other: Runtimes): void {
    for (const [index, count] of other.#counts) this.#put(index, count);
  }

  get total(): number {
    return this.#total;
  }

  /**
   * The runtime that this part of the attempts stayed at or below, in milliseconds; undefined when there were none.
   *
   * @param part - 0.95 for the 95th percentile
   */
  percentile(part: number): number | undefined {
    if (this.#total === 0) return undefined;
    const wanted = Math.max(1, Math.ceil(this.#total * part));
    let seen = 0;
    for (const index of [...this.#counts.keys()].sort((a, b) => a - b)) {
      seen += this.#counts.get(index) ?? 0;
      if (seen >= wanted) return Math.round(Math.exp(index * LOG_GROWTH) - 1);
    }
    return undefined;
  }

  #put(index: number, count: number): void {
    this.#counts.set(index, (this.#counts.get(index) ?? 0) + count);
    this.#total += count;
  }
}
