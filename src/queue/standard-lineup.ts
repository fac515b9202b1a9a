import { Line } from "./line.ts";
import type { Lineup } from "./lineup.ts";
import type { Message } from "./message.ts";

/**
 * First come, first served, and what comes back goes to the end: within "best-effort ordering", the way in which a
 * message that fails again and again holds up nobody.
 */
export class StandardLineup implements Lineup {
  readonly #line = new Line<Message>();
  readonly #pick: ((visible: number) => number) | undefined;

  /** @param pick - which of the visible messages is received next, from 0. @default the first */
  constructor(pick?: (visible: number) => number) {
    this.#pick = pick;
  }

  get visible(): number {
    return this.#line.size;
  }

  add(message: Message): void {
    if (message.state === "visible") this.show(message);
  }

  show(message: Message): void {
    message.place = this.#line.push(message);
  }

  next(): Message | undefined {
    const size = this.#line.size;
    const message =
      this.#pick && size > 1
        ? this.#line.removeAt(Math.min(size - 1, Math.max(0, Math.trunc(this.#pick(size)))))
        : this.#line.shift();
    if (message) message.place = undefined;
    return message;
  }

  hold(): void {}

  endBatch(): void {}

  comeBack(message: Message): void {
    this.show(message);
  }

  letGo(): void {}

  remove(message: Message): void {
    if (message.place) this.#line.remove(message.place);
    message.place = undefined;
  }
}
