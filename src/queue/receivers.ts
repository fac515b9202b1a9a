import type { Clock, Timer } from "../runtime/index.ts";
import { Line, type Place } from "./line.ts";
import type { ReceivedMessage } from "./received-message.ts";
import { TimeHeap } from "./time-heap.ts";

/** What one long poll asks for. */
export interface PollRequest {
  readonly max: number;
  readonly visibilityTimeout: number;
  readonly wait: number;
  readonly signal: AbortSignal | undefined;
}

/** The queue, as those who wait at it see it. */
export interface Counter {
  take(max: number, visibilityTimeout: number, now: number): ReceivedMessage[];
  /** When the next hidden message shows itself. */
  nextDue(): number | undefined;
}

interface Receiver {
  readonly request: PollRequest;
  readonly number: number;
  /** When the wait is over. */
  due: number;
  slot: number;
  place: Place<Receiver> | undefined;
  readonly answer: (messages: ReceivedMessage[]) => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * Those who long-poll a queue, served in the order in which they came. One timer for all of them, and only while
 * somebody waits. They are served a microtask after something has changed, so that what is sent in one go is received
 * in one batch.
 */
export class Receivers {
  readonly #clock: Clock;
  readonly #counter: Counter;
  readonly #line = new Line<Receiver>();
  readonly #deadlines = new TimeHeap<Receiver>();
  #number = 0;
  #woken = false;
  #timer: Timer | undefined;
  #timerAt = 0;

  constructor(clock: Clock, counter: Counter) {
    this.#clock = clock;
    this.#counter = counter;
  }

  get waiting(): number {
    return this.#line.size;
  }

  /** Resolves with messages, or with none when the wait is over; rejects with the signal's reason. */
  wait(request: PollRequest): Promise<ReceivedMessage[]> {
    const { signal } = request;
    return new Promise((resolve, reject) => {
      const aborted = () => this.#leave(receiver).fail(signal?.reason);
      const receiver: Receiver = {
        request,
        number: this.#number++,
        due: this.#clock.now() + request.wait,
        slot: -1,
        place: undefined,
        answer: (messages) => {
          signal?.removeEventListener("abort", aborted);
          resolve(messages);
        },
        fail: (reason) => {
          signal?.removeEventListener("abort", aborted);
          reject(reason);
        },
      };
      signal?.addEventListener("abort", aborted, { once: true });
      receiver.place = this.#line.push(receiver);
      this.#deadlines.push(receiver);
      this.wake();
    });
  }

  /** Something may have become receivable, or the next due time has changed. */
  wake(): void {
    if (this.#woken || this.#line.size === 0) return;
    this.#woken = true;
    queueMicrotask(() => this.#serve());
  }

  /** Ends every wait: with nothing, or with an error. */
  dismiss(error?: unknown): void {
    for (const receiver of [...this.#line]) {
      this.#leave(receiver);
      if (error === undefined) receiver.answer([]);
      else receiver.fail(error);
    }
    this.#setTimer();
  }

  #serve(): void {
    this.#woken = false;
    const now = this.#clock.now();
    for (let first = this.#line.first?.value; first; first = this.#line.first?.value) {
      const messages = this.#counter.take(first.request.max, first.request.visibilityTimeout, now);
      if (messages.length === 0) break;
      this.#leave(first).answer(messages);
    }
    for (let late = this.#deadlines.first; late && late.due <= now; late = this.#deadlines.first) {
      this.#leave(late).answer([]);
    }
    this.#setTimer();
  }

  #leave(receiver: Receiver): Receiver {
    if (receiver.place) this.#line.remove(receiver.place);
    receiver.place = undefined;
    this.#deadlines.remove(receiver);
    if (this.#line.size === 0) this.#setTimer();
    return receiver;
  }

  #setTimer(): void {
    const deadline = this.#deadlines.first?.due;
    const next = deadline === undefined ? undefined : Math.min(deadline, this.#counter.nextDue() ?? deadline);
    if (this.#timer && this.#timerAt === next) return;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (next === undefined) return;
    this.#timerAt = next;
    this.#timer = this.#clock.after(Math.max(0, next - this.#clock.now()), () => {
      this.#timer = undefined;
      this.#serve();
    });
  }
}
