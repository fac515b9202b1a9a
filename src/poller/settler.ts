import { acknowledgeAll, finishBatch } from "../consumer/index.ts";
import type { Invocation, Outcome, Worker } from "../execution/index.ts";
import type { Timer } from "../runtime/index.ts";

/** SQS acknowledges ten messages in one call. */
const FULL = 10;

/** How long an outcome waits for others to share its calls, in milliseconds. */
const LINGER = 10;

/** Gathers the outcomes of a poller, so that ten of them share one write and one acknowledgement. */
export class Settler {
  readonly #worker: Worker;
  readonly #invocation: Invocation;
  readonly #flushing = new Set<Promise<void>>();
  #outcomes: Outcome[] = [];
  #timer: Timer | undefined;

  constructor(worker: Worker, invocation: Invocation) {
    this.#worker = worker;
    this.#invocation = invocation;
  }

  add(outcome: Outcome): void {
    this.#outcomes.push(outcome);
    if (this.#outcomes.length >= FULL) this.#begin();
    else this.#timer ??= this.#worker.runtime.clock.after(LINGER, () => this.#begin());
  }

  /** Resolves when everything that was added is written and acknowledged. */
  async flush(): Promise<void> {
    this.#begin();
    await Promise.all(this.#flushing);
  }

  #begin(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const outcomes = this.#outcomes;
    if (outcomes.length === 0) return;
    this.#outcomes = [];
    const flushing = this.#finish(outcomes).finally(() => this.#flushing.delete(flushing));
    this.#flushing.add(flushing);
  }

  async #finish(outcomes: readonly Outcome[]): Promise<void> {
    const { acknowledged } = await finishBatch(outcomes, this.#worker, this.#invocation);
    await acknowledgeAll(acknowledged, this.#worker);
  }
}
