import type { Clock, Timer } from "../runtime/index.ts";
import { isRefusal, type QueueFault } from "./refuse.ts";

/** How far a move task is. */
export type MoveTaskStatus = "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";

/** What a move task is made of. */
export interface MoveTaskOptions {
  readonly handle: string;
  /** The dead-letter queue that is emptied. */
  readonly source: string;
  /** Where its messages go. @default each to the queue it was dead-lettered from */
  readonly destination?: string | undefined;
  /** At most so many messages a second. @default as fast as it goes */
  readonly rate?: number | undefined;
  /** How many messages there are to move. */
  readonly toMove: number;
}

// Without a rate: so many messages at a time, so that others get a turn in between.
const AT_ONCE = 500;

/** Moves the messages of a dead-letter queue on, at its rate, until none is left. */
export class MoveTask {
  readonly options: MoveTaskOptions;
  readonly startedAt: number;
  readonly #clock: Clock;
  readonly #moveOne: (task: MoveTaskOptions) => boolean;
  #timer: Timer | undefined;
  #status: MoveTaskStatus = "RUNNING";
  #moved = 0;
  #failure: QueueFault | undefined;

  /** @param moveOne - moves a message and says whether there was one; a refusal makes the task fail. */
  constructor(options: MoveTaskOptions, clock: Clock, moveOne: (task: MoveTaskOptions) => boolean) {
    this.options = options;
    this.startedAt = clock.now();
    this.#clock = clock;
    this.#moveOne = moveOne;
    this.#goOnAfter(0);
  }

  get status(): MoveTaskStatus {
    return this.#status;
  }

  get moved(): number {
    return this.#moved;
  }

  /** Why it failed, in SQS's words. */
  get failure(): QueueFault | undefined {
    return this.#failure;
  }

  /** Stops; what is moved stays moved. */
  cancel(): void {
    this.#end("CANCELLED");
  }

  #goOnAfter(ms: number): void {
    this.#timer = this.#clock.after(ms, () => this.#step());
  }

  #step(): void {
    const status = this.#moveSome(this.options.rate === undefined ? AT_ONCE : 1);
    if (status === "RUNNING") this.#goOnAfter(this.options.rate === undefined ? 0 : 1000 / this.options.rate);
    else this.#end(status);
  }

  #moveSome(most: number): MoveTaskStatus {
    try {
      for (let left = most; left > 0; left--) {
        if (this.#moved >= this.options.toMove || !this.#moveOne(this.options)) return "COMPLETED";
        this.#moved++;
      }
      return "RUNNING";
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#failure = error.detail.fault as QueueFault;
      return "FAILED";
    }
  }

  #end(status: MoveTaskStatus): void {
    if (this.#status !== "RUNNING") return;
    this.#status = status;
    this.#timer?.cancel();
  }
}
