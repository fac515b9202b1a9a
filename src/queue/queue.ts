import { createHash } from "node:crypto";
import type { LovageError } from "../errors/index.ts";
import { checkAttributes } from "./check-attributes.ts";
import { checkMessage } from "./check-message.ts";
import { Delivery } from "./delivery.ts";
import type { QueueTags } from "./fact.ts";
import { limits } from "./limits.ts";
import { type Message, sequenceNumber } from "./message.ts";
import { messageBytes } from "./message-bytes.ts";
import type { MessageRecord } from "./message-record.ts";
import type { NewMessage, SentMessage } from "./new-message.ts";
import { sentRecord } from "./next-record.ts";
import { type QueueAttributes, withChanges } from "./queue-attributes.ts";
import type { QueueContext } from "./queue-context.ts";
import type { QueueState } from "./queue-state.ts";
import { type Receipt, readReceipt } from "./receipt-handle.ts";
import {
  checkMax,
  checkVisibilityTimeout,
  checkWait,
  type PollOptions,
  type ReceiveOptions,
} from "./receive-options.ts";
import type { ReceivedMessage } from "./received-message.ts";
import { Receivers } from "./receivers.ts";
import { isRefusal, refuse, refuseValue } from "./refuse.ts";

/** How many messages a queue holds. */
export interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** One queue, as SQS has them. What is refused throws QUEUE_REFUSED with SQS's own error in `detail.fault`. */
export class Queue {
  /** The room's own: for the engine, snapshots and replay. */
  readonly state: QueueState;
  readonly #context: QueueContext;
  readonly #delivery: Delivery;
  readonly #receivers: Receivers;

  constructor(state: QueueState, context: QueueContext) {
    this.state = state;
    this.#context = context;
    this.#delivery = new Delivery(state, context);
    this.#receivers = new Receivers(context.clock, {
      take: (max, visibilityTimeout, now) => this.#delivery.take(max, visibilityTimeout, now),
      nextDue: () => state.shelf.nextDue,
    });
  }

  get name(): string {
    return this.state.name;
  }

  /** Milliseconds since 1970, as `modifiedAt`. */
  get createdAt(): number {
    return this.state.createdAt;
  }

  /** When attributes or tags were last set. */
  get modifiedAt(): number {
    return this.state.modifiedAt;
  }

  get attributes(): QueueAttributes {
    return this.state.attributes;
  }

  get tags(): QueueTags {
    return this.state.tags;
  }

  /** Exact for this moment, where SQS says "approximate". */
  get counts(): QueueCounts {
    this.#delivery.refresh(this.#context.clock.now());
    const { visible, inFlight, delayed } = this.state.shelf;
    return { visible, inFlight, delayed };
  }

  /** When the oldest of its messages was sent, in milliseconds since 1970; undefined when it has none. */
  get oldestSentAt(): number | undefined {
    return this.state.shelf.oldest?.sentAt;
  }

  /** When a message that is delayed or in flight shows itself next, in milliseconds since 1970; undefined when none is. */
  get nextDue(): number | undefined {
    return this.state.shelf.nextDue;
  }

  /** Takes a message. On a FIFO queue, one that repeats a deduplication id within five minutes is answered and dropped. */
  send(message: NewMessage): SentMessage {
    const { attributes, deduplication } = this.state;
    checkMessage(message, attributes);
    const now = this.#context.clock.now();
    const { fifo } = attributes;
    const delay = fifo ? attributes.delay : (message.delay ?? attributes.delay);
    const deduplicationId = fifo ? (message.deduplicationId ?? contentId(message.body)) : undefined;
    const key = this.state.deduplicationKey({ groupId: message.groupId, deduplicationId });
    const earlier = key === undefined ? undefined : deduplication.find(key, now);
    if (earlier) return { id: earlier.id, sequenceNumber: sequenceNumber(earlier.number) };
    const { ids, nextNumber } = this.#context;
    const record = sentRecord(message, deduplicationId, { number: nextNumber(), id: ids(), now, delay });
    this.state.send(record);
    if (this.#context.observed) this.#context.tell({ type: "sent", queue: this.name, message: record });
    this.#receivers.wake();
    return { id: record.id, sequenceNumber: fifo ? sequenceNumber(record.number) : undefined };
  }

  /** Takes what it can of several messages: for each what `send` answers, or the error that it throws. */
  sendBatch(messages: readonly NewMessage[]): (SentMessage | LovageError<"QUEUE_REFUSED">)[] {
    const bytes = messages.reduce((sum, message) => sum + messageBytes(message), 0);
    if (bytes > limits.messageBytes) {
      const problem = `Batch requests cannot be longer than ${limits.messageBytes} bytes. You have sent ${bytes} bytes.`;
      refuse("BatchRequestTooLong", problem);
    }
    return messages.map((message) => {
      try {
        return this.send(message);
      } catch (error) {
        if (isRefusal(error)) return error;
        throw error;
      }
    });
  }

  /** A short poll. Refused with OverLimit when a standard queue has 120,000 messages in flight. */
  receive(options: ReceiveOptions = {}): ReceivedMessage[] {
    const { max = 1, visibilityTimeout = this.attributes.visibilityTimeout } = options;
    checkMax(max);
    checkVisibilityTimeout(visibilityTimeout);
    const messages = this.#delivery.take(max, visibilityTimeout, this.#context.clock.now());
    if (messages.length === 0 && !this.attributes.fifo && this.#delivery.room <= 0) {
      refuse("OverLimit", "Too many messages in flight. Delete messages after you process them.");
    }
    return messages;
  }

  /**
   * A long poll: resolves as soon as there is a message, or with none when the wait is over. Those who wait are served
   * in their order. Rejects with the signal's reason when it is aborted first.
   */
  async poll(options: PollOptions = {}): Promise<ReceivedMessage[]> {
    const { max = 1, wait = this.attributes.receiveWait, signal } = options;
    const { visibilityTimeout = this.attributes.visibilityTimeout } = options;
    checkWait(wait);
    signal?.throwIfAborted();
    if (wait === 0) return this.receive(options);
    checkMax(max);
    checkVisibilityTimeout(visibilityTimeout);
    if (this.#receivers.waiting === 0) {
      const messages = this.#delivery.take(max, visibilityTimeout, this.#context.clock.now());
      if (messages.length > 0) return messages;
    }
    return this.#receivers.wait({ max, visibilityTimeout, wait, signal });
  }

  /**
   * Deletes the message of a receipt handle; no error when it is gone already. On a standard queue a handle of an
   * earlier receive will do ("might not be deleted", says SQS: it mostly is). A FIFO queue refuses a handle whose
   * visibility timeout is over.
   */
  delete(receiptHandle: string): void {
    const { receipt, message } = this.#find(receiptHandle);
    if (!message) return;
    const { number, id } = message;
    if (this.attributes.fifo && !isInFlight(message, receipt)) {
      refuseValue("ReceiptHandle", receiptHandle, "The receipt handle has expired.");
    }
    this.state.shelf.remove(message);
    if (this.#context.observed) this.#context.tell({ type: "deleted", queue: this.name, number, id });
    this.#receivers.wake();
  }

  /** Hides a message in flight until `ms` from now; 0 shows it. Twelve hours from its receive is the end. */
  changeVisibility(receiptHandle: string, ms: number): void {
    checkVisibilityTimeout(ms);
    const now = this.#context.clock.now();
    const { receipt, message } = this.#find(receiptHandle);
    if (!message) {
      const reason = "Message does not exist or is not available for visibility timeout change.";
      refuseValue("ReceiptHandle", receiptHandle, reason);
    }
    if (!isInFlight(message, receipt)) {
      refuse("MessageNotInflight", `The message of the receipt handle ${receiptHandle} is not in flight.`);
    }
    if (now + ms - (message.receivedAt ?? now) > limits.visibilityTimeout) {
      const reason = "Total VisibilityTimeout for the message is beyond the limit [43200 seconds].";
      refuseValue("VisibilityTimeout", ms / 1000, reason);
    }
    const { number } = message;
    this.state.shelf.extend(message, now + ms);
    if (this.#context.observed) {
      this.#context.tell({ type: "visibility-changed", queue: this.name, number, until: now + ms });
    }
    if (ms === 0) this.#delivery.show(message);
    this.#receivers.wake();
  }

  /** Deletes every message, and forgets the deduplication ids. */
  purge(): void {
    this.state.purge();
    if (this.#context.observed) this.#context.tell({ type: "purged", queue: this.name });
  }

  /** Changes attributes; `redrive: undefined` takes the policy away. */
  setAttributes(changes: Partial<QueueAttributes>): void {
    if (changes.fifo !== undefined && changes.fifo !== this.attributes.fifo) {
      refuse(
        "InvalidAttributeValue",
        "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.",
      );
    }
    const attributes = withChanges(this.attributes, changes);
    checkAttributes(attributes, this.#context.find);
    this.#change(attributes, this.tags);
  }

  /** Replaces all tags. */
  setTags(tags: QueueTags): void {
    this.#change(this.attributes, tags);
  }

  /** For transfers within the engine: a message from another queue comes in. */
  arrive(record: MessageRecord): void {
    this.state.arrive(record);
    this.#receivers.wake();
  }

  /** When a message that a receipt handle hides shows itself, in milliseconds since 1970; undefined when it does not hide it. */
  hiddenUntil(receiptHandle: string): number | undefined {
    const { receipt, message } = this.#find(receiptHandle);
    return message && isInFlight(message, receipt) ? message.due : undefined;
  }

  /**
   * For move tasks: takes the next visible message out, uncounted; `false` when there is none. `plan` says what becomes
   * of it, to be done once it is out; when it throws instead, the message stays.
   */
  takeNext(plan: (message: Message) => () => void): boolean {
    const now = this.#context.clock.now();
    this.#delivery.refresh(now);
    const { shelf } = this.state;
    const message = shelf.take();
    if (!message) return false;
    let commit: () => void;
    try {
      commit = plan(message);
    } catch (error) {
      shelf.hold(message, now);
      shelf.endBatch();
      shelf.show(message);
      throw error;
    }
    shelf.remove(message);
    shelf.endBatch();
    commit();
    return true;
  }

  /** Ends every long poll: with nothing, or with an error. */
  dismiss(error?: unknown): void {
    this.#receivers.dismiss(error);
  }

  #change(attributes: QueueAttributes, tags: QueueTags): void {
    const at = this.#context.clock.now();
    this.state.change(attributes, tags, at);
    if (this.#context.observed) this.#context.tell({ type: "queue-changed", queue: this.name, at, attributes, tags });
    this.#receivers.wake();
  }

  /** The message of a receipt handle, if it is still there. */
  #find(receiptHandle: string): { receipt: Receipt; message: Message | undefined } {
    const receipt = readReceipt(receiptHandle, this.state.key);
    this.#delivery.refresh(this.#context.clock.now());
    return { receipt, message: this.state.shelf.get(receipt.message) };
  }
}

/** Whether the message is hidden by the very receive that the receipt is of. */
function isInFlight(message: Message, receipt: Receipt): boolean {
  return message.state === "in flight" && message.receiveCount === receipt.receive;
}

/** The deduplication id of a queue that deduplicates by content. */
function contentId(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}
