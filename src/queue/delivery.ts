import { fromRecord, type Message, toRecord } from "./message.ts";
import { copiedRecord, deadLetteredRecord } from "./next-record.ts";
import type { QueueContext } from "./queue-context.ts";
import type { QueueState } from "./queue-state.ts";
import { writeReceipt } from "./receipt-handle.ts";
import { type ReceivedMessage, toReceived } from "./received-message.ts";

/** The handing out of one queue's messages: what is due shows itself, what is too old goes, what is received too often is dead-lettered. */
export class Delivery {
  readonly #state: QueueState;
  readonly #context: QueueContext;

  constructor(state: QueueState, context: QueueContext) {
    this.#state = state;
    this.#context = context;
  }

  /** How many more messages may be in flight. */
  get room(): number {
    return this.#context.inFlightLimit - this.#state.shelf.inFlight;
  }

  /** Brings the shelf up to `now`. Whatever looks at the shelf calls it first. */
  refresh(now: number): void {
    const { shelf } = this.#state;
    for (let message = shelf.showDue(now); message; message = shelf.showDue(now)) this.#tellAvailable(message);
    for (let oldest = shelf.oldest; oldest && this.#isExpired(oldest, now); oldest = shelf.oldest) {
      this.#expire(oldest);
    }
  }

  /** Receives up to `max` messages, and hides each for `visibilityTimeout` milliseconds. */
  take(max: number, visibilityTimeout: number, now: number): ReceivedMessage[] {
    this.refresh(now);
    const { shelf, key, attributes } = this.#state;
    const wanted = Math.min(max, this.room);
    const received: ReceivedMessage[] = [];
    const taken: Message[] = [];
    while (received.length < wanted) {
      const message = shelf.take();
      if (!message) break;
      if (this.#isExpired(message, now)) this.#expire(message);
      else if (!this.#deadLetter(message, now)) {
        message.receiveCount++;
        message.firstReceivedAt ??= now;
        message.receivedAt = now;
        shelf.hold(message, now + visibilityTimeout);
        taken.push(message);
        const handle = writeReceipt(key, message.number, message.receiveCount);
        received.push(toReceived(message, handle, attributes.fifo, now));
        this.#tellReceived(message, now);
      }
    }
    shelf.endBatch();
    if (visibilityTimeout === 0) for (const message of taken) this.show(message);
    if (this.#context.faults.duplicate && !attributes.fifo) this.#duplicate(taken, received);
    return received;
  }

  /** Shows a message in flight. */
  show(message: Message): void {
    this.#state.shelf.show(message);
    this.#tellAvailable(message);
  }

  // Not every message arrives in the order of its age (a dead-lettered one keeps its own), so this is asked twice: of
  // the first to have arrived, and of each that is about to be received.
  #isExpired(message: Message, now: number): boolean {
    return message.sentAt + this.#state.attributes.retention <= now;
  }

  #expire(message: Message): void {
    const { number, id } = message;
    this.#state.shelf.remove(message);
    if (this.#context.observed) this.#context.tell({ type: "expired", queue: this.#state.name, number, id });
  }

  /** Whether the message, which is out of the line, went to the dead-letter queue instead of to the receiver. */
  #deadLetter(message: Message, now: number): boolean {
    const { attributes, name, shelf } = this.#state;
    const { redrive, fifo } = attributes;
    if (!redrive || message.receiveCount < redrive.maxReceiveCount) return false;
    const target = this.#context.find(redrive.deadLetterQueue);
    if (!target) return false;
    const entry = { number: this.#context.nextNumber(), now };
    const record = deadLetteredRecord(toRecord(message), { name, fifo }, entry);
    const { number } = message;
    shelf.remove(message);
    const to = target.name;
    target.arrive(record);
    if (this.#context.observed) this.#context.tell({ type: "dead-lettered", queue: name, number, to, message: record });
    return true;
  }

  #duplicate(taken: readonly Message[], received: readonly ReceivedMessage[]): void {
    const { name, shelf } = this.#state;
    for (const [index, view] of received.entries()) {
      const message = taken[index];
      if (!message || !this.#context.faults.duplicate?.(view, name)) continue;
      const copy = copiedRecord(toRecord(message), this.#context.nextNumber());
      shelf.add(fromRecord(copy));
      if (this.#context.observed) this.#context.tell({ type: "sent", queue: name, message: copy });
    }
  }

  #tellReceived(message: Message, at: number): void {
    if (!this.#context.observed) return;
    const { number, id, due: until } = message;
    this.#context.tell({ type: "received", queue: this.#state.name, number, id, at, until });
  }

  #tellAvailable(message: Message): void {
    if (!this.#context.observed) return;
    this.#context.tell({ type: "available", queue: this.#state.name, number: message.number, id: message.id });
  }
}
