import { Line } from "./line.ts";
import type { Lineup } from "./lineup.ts";
import type { Message } from "./message.ts";
import { TimeHeap } from "./time-heap.ts";

/**
 * The messages of one queue, each in exactly one state, and the only code that moves them from one to the next:
 * delayed → visible → in flight → visible … and out. It knows times, no clock, and no rules of SQS.
 */
export class Shelf {
  readonly #lineup: Lineup;
  readonly #byNumber = new Map<number, Message>();
  readonly #arrivals = new Line<Message>();
  readonly #delayed = new TimeHeap<Message>();
  readonly #inFlight = new TimeHeap<Message>();

  constructor(lineup: Lineup) {
    this.#lineup = lineup;
  }

  get visible(): number {
    return this.#lineup.visible;
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  get delayed(): number {
    return this.#delayed.size;
  }

  /** When the next hidden message shows itself, or `undefined`. */
  get nextDue(): number | undefined {
    const delayed = this.#delayed.first?.due;
    const inFlight = this.#inFlight.first?.due;
    return delayed === undefined || inFlight === undefined ? (delayed ?? inFlight) : Math.min(delayed, inFlight);
  }

  /** The message that arrived first of those that are there. */
  get oldest(): Message | undefined {
    return this.#arrivals.first?.value;
  }

  get(number: number): Message | undefined {
    return this.#byNumber.get(number);
  }

  add(message: Message): void {
    this.#byNumber.set(message.number, message);
    message.arrival = this.#arrivals.push(message);
    if (message.state === "delayed") this.#delayed.push(message);
    else if (message.state === "in flight") this.#inFlight.push(message);
    this.#lineup.add(message);
  }

  /** Shows one hidden message that is due by `now`, and returns it; `undefined` when none is. */
  showDue(now: number): Message | undefined {
    const delayed = this.#delayed.first;
    if (delayed && delayed.due <= now) {
      this.#delayed.remove(delayed);
      delayed.state = "visible";
      this.#lineup.show(delayed);
      return delayed;
    }
    const inFlight = this.#inFlight.first;
    if (inFlight && inFlight.due <= now) {
      this.show(inFlight);
      return inFlight;
    }
    return undefined;
  }

  /** Takes the next message out of the line. `hold` or `remove` follows; `endBatch` after the last. */
  take(): Message | undefined {
    const message = this.#lineup.next();
    if (message) message.state = "taken";
    return message;
  }

  /** Takes this very message, wherever it is, as if `take` had come upon it. */
  pick(message: Message): void {
    if (message.state === "in flight") this.show(message);
    if (message.state === "delayed") {
      this.#delayed.remove(message);
      message.state = "visible";
      this.#lineup.show(message);
    }
    this.#lineup.remove(message);
    message.state = "taken";
  }

  /** Hides a taken message until `due`. */
  hold(message: Message, due: number): void {
    message.due = due;
    message.state = "in flight";
    this.#inFlight.push(message);
    this.#lineup.hold(message);
  }

  endBatch(): void {
    this.#lineup.endBatch();
  }

  /** Hides a message that is in flight until another time. */
  extend(message: Message, due: number): void {
    this.#inFlight.move(message, due);
  }

  /** Shows a message that is in flight. */
  show(message: Message): void {
    this.#inFlight.remove(message);
    message.state = "visible";
    this.#lineup.comeBack(message);
  }

  /** Gives every delayed message the time that `due` says. */
  delayAnew(due: (message: Message) => number): void {
    for (const message of [...this.#delayed]) this.#delayed.move(message, due(message));
  }

  remove(message: Message): void {
    this.#byNumber.delete(message.number);
    if (message.arrival) this.#arrivals.remove(message.arrival);
    message.arrival = undefined;
    if (message.state === "in flight") {
      this.#inFlight.remove(message);
      this.#lineup.letGo(message);
    } else if (message.state !== "taken") {
      if (message.state === "delayed") this.#delayed.remove(message);
      this.#lineup.remove(message);
    }
  }

  /** All messages, by arrival. */
  [Symbol.iterator](): Iterator<Message> {
    return this.#arrivals[Symbol.iterator]();
  }
}
