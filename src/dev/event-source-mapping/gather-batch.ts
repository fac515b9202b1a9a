import { isRefusal, limits, type Queue, type ReceivedMessage } from "../../queue/index.ts";
import { type Clock, sleep } from "../../runtime/index.ts";
import { eventRecord } from "./event-record.ts";

/** A received message that is to go into a batch. */
export interface Gathered {
  readonly message: ReceivedMessage;
  /** Its record, as JSON text. */
  readonly record: string;
  readonly bytes: number;
  /** When its visibility timeout ends. */
  readonly hiddenUntil: number;
}

/** What one ReceiveMessage gives at most. */
const RECEIVE = 10;
/** Lambda's limit of a synchronous invocation's payload, 6 MB, less what stands around the records. */
const LARGEST_PAYLOAD = 6_000_000 - 1_000;
/** When a queue that is not there is looked for again, in milliseconds. */
const RETRY_AFTER = 1_000;

/** Receives messages, and puts them together to batches as a mapping has them: by number, size and window. */
export class BatchGatherer {
  readonly #clock: Clock;
  readonly #find: () => Queue | undefined;
  readonly #batchSize: number;
  readonly #batchingWindow: number;
  /** Received, and not in a batch yet. */
  #waiting: Gathered[] = [];

  constructor(options: { clock: Clock; find: () => Queue | undefined; batchSize: number; batchingWindow: number }) {
    this.#clock = options.clock;
    this.#find = options.find;
    this.#batchSize = options.batchSize;
    this.#batchingWindow = options.batchingWindow;
  }

  /** The next batch, of one message at least. Aborted, it gives back what it holds, and rejects with the reason. */
  async next(signal: AbortSignal): Promise<readonly Gathered[]> {
    const batch: Gathered[] = [];
    try {
      signal.throwIfAborted();
      while (this.#waiting.length === 0) await this.#receive(this.#batchSize, limits.receiveWait, signal);
      const end = this.#clock.now() + this.#batchingWindow;
      let room = LARGEST_PAYLOAD;
      for (;;) {
        room = this.#fill(batch, room);
        const left = end - this.#clock.now();
        if (this.#waiting.length > 0 || batch.length === this.#batchSize || left <= 0) break;
        await this.#receive(this.#batchSize - batch.length, Math.min(left, limits.receiveWait), signal);
      }
    } catch (error) {
      this.#giveBack([...batch, ...this.#waiting.splice(0)]);
      throw error;
    }
    // On a FIFO queue what did not fit must not overtake the batch: the queue holds it back, this line would not.
    if (this.#find()?.attributes.fifo) this.#giveBack(this.#waiting.splice(0));
    return batch;
  }

  /** Moves what waits, and fits, into the batch; answers with the bytes that are left. A batch takes one message whatever its size. */
  #fill(batch: Gathered[], room: number): number {
    let left = room;
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      if (batch.length === this.#batchSize || (batch.length > 0 && next.bytes > left)) break;
      batch.push(next);
      left -= next.bytes;
      this.#waiting.shift();
    }
    return left;
  }

  async #receive(max: number, wait: number, signal: AbortSignal): Promise<void> {
    const queue = this.#find();
    if (!queue) return sleep(this.#clock, Math.min(wait, RETRY_AFTER), signal);
    const { visibilityTimeout } = queue.attributes;
    const messages = await queue.poll({ max: Math.min(RECEIVE, max), wait, signal }).catch((error: unknown) => {
      // A queue that is deleted while it is polled may be there again in a moment.
      if (isRefusal(error, "QueueDoesNotExist")) return [];
      throw error;
    });
    const hiddenUntil = this.#clock.now() + visibilityTimeout;
    for (const message of messages) {
      const record = JSON.stringify(eventRecord(message, queue.name));
      this.#waiting.push({ message, record, bytes: Buffer.byteLength(record) + 1, hiddenUntil });
    }
  }

  #giveBack(gathered: readonly Gathered[]): void {
    for (const { message } of gathered) {
      try {
        this.#find()?.changeVisibility(message.receiptHandle, 0);
      } catch (error) {
        // It is visible already, or deleted.
        if (!isRefusal(error)) throw error;
      }
    }
  }
}
