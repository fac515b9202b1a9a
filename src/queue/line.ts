/** Where a value stands in a `Line`: what `remove` needs to take it out without looking for it. */
export interface Place<T> {
  readonly value: T;
  before: Place<T> | undefined;
  after: Place<T> | undefined;
}

/** Values in a row: joins at the end, leaves at the front or from any place, each in constant time. */
export class Line<T> {
  #first: Place<T> | undefined;
  #last: Place<T> | undefined;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The place at the front. */
  get first(): Place<T> | undefined {
    return this.#first;
  }

  push(value: T): Place<T> {
    return this.#link(value, this.#last, undefined);
  }

  /** Puts the value before the first one that `follows` it, or at the end. */
  insert(value: T, follows: (other: T) => boolean): Place<T> {
    let after = this.#first;
    while (after && !follows(after.value)) after = after.after;
    return this.#link(value, after ? after.before : this.#last, after);
  }

  shift(): T | undefined {
    const first = this.#first;
    if (first) this.remove(first);
    return first?.value;
  }

  /** Takes out the value at `index`, counted from the front. Walks there. */
  removeAt(index: number): T | undefined {
    let place = this.#first;
    for (let step = 0; place && step < index; step++) place = place.after;
    if (place) this.remove(place);
    return place?.value;
  }

  /** Takes out the value at a place of this line; the place is void afterwards. */
  remove(place: Place<T>): void {
    if (place.before) place.before.after = place.after;
    else this.#first = place.after;
    if (place.after) place.after.before = place.before;
    else this.#last = place.before;
    place.before = undefined;
    place.after = undefined;
    this.#size--;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (let place = this.#first; place; place = place.after) yield place.value;
  }

  #link(value: T, before: Place<T> | undefined, after: Place<T> | undefined): Place<T> {
    const place = { value, before, after };
    if (before) before.after = place;
    else this.#first = place;
    if (after) after.before = place;
    else this.#last = place;
    this.#size++;
    return place;
  }
}
