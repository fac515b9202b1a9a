import { LovageError } from "../../errors/index.ts";
import type { Clock } from "../../runtime/index.ts";

/** How many wrong passwords are taken before the next has to wait, and for how long, in milliseconds. */
const FREE_TRIES = 5;
const WAIT = 30_000;

/** Counts wrong passwords, of all askers together, so that guessing takes years. */
export class Tries {
  readonly #clock: Pick<Clock, "now">;
  #wrong = 0;
  #until = 0;

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  /** @throws LovageError DASHBOARD_TOO_MANY_TRIES */
  check(): void {
    const left = this.#until - this.#clock.now();
    if (left > 0) throw new LovageError("DASHBOARD_TOO_MANY_TRIES", { seconds: Math.ceil(left / 1_000) });
  }

  wrong(): void {
    this.#wrong++;
    if (this.#wrong >= FREE_TRIES) this.#until = this.#clock.now() + WAIT;
  }

  right(): void {
    this.#wrong = 0;
  }
}
