import { DeduplicationWindow } from "./deduplication-window.ts";
import type { DeliveryFaults } from "./delivery-faults.ts";
import type { QueueTags } from "./fact.ts";
import { FifoLineup } from "./fifo-lineup.ts";
import { fromRecord } from "./message.ts";
import type { MessageRecord } from "./message-record.ts";
import type { QueueAttributes } from "./queue-attributes.ts";
import { Shelf } from "./shelf.ts";
import { StandardLineup } from "./standard-lineup.ts";

/** All that one queue is: what a snapshot holds, what facts change. Times are in milliseconds since 1970. */
export class QueueState {
  readonly name: string;
  /** Unique in the engine: a queue that is deleted and created again is another. */
  readonly key: number;
  readonly createdAt: number;
  modifiedAt: number;
  attributes: QueueAttributes;
  tags: QueueTags;
  shelf: Shelf;
  deduplication = new DeduplicationWindow();
  readonly #newShelf: () => Shelf;

  constructor(
    queue: { name: string; key: number; at: number; attributes: QueueAttributes; tags: QueueTags },
    faults: DeliveryFaults,
  ) {
    this.name = queue.name;
    this.key = queue.key;
    this.createdAt = queue.at;
    this.modifiedAt = queue.at;
    this.attributes = queue.attributes;
    this.tags = queue.tags;
    const { pick } = faults;
    const picked = pick && ((visible: number) => pick(visible, queue.name));
    this.#newShelf = () => new Shelf(queue.attributes.fifo ? new FifoLineup() : new StandardLineup(picked));
    this.shelf = this.#newShelf();
  }

  /** The key under which a message is deduplicated, or `undefined` where it is not. */
  deduplicationKey(message: {
    groupId?: string | undefined;
    deduplicationId?: string | undefined;
  }): string | undefined {
    if (!this.attributes.fifo || message.deduplicationId === undefined) return undefined;
    const { deduplicationId, groupId } = message;
    // A line feed is in no id.
    return this.attributes.deduplicationScope === "messageGroup" ? `${groupId}\n${deduplicationId}` : deduplicationId;
  }

  /** Takes a message in that was sent: it counts for deduplication. */
  send(record: MessageRecord): void {
    this.shelf.add(fromRecord(record));
    const key = this.deduplicationKey(record);
    if (key !== undefined) {
      this.deduplication.remember({ key, id: record.id, number: record.number, at: record.sentAt });
    }
  }

  /** Takes a message in that comes from another queue. */
  arrive(record: MessageRecord): void {
    this.shelf.add(fromRecord(record));
  }

  /** A new delay counts for what is delayed already on FIFO queues alone (sqs-delay-queues, developer guide). */
  change(attributes: QueueAttributes, tags: QueueTags, at: number): void {
    if (attributes.fifo && attributes.delay !== this.attributes.delay) {
      this.shelf.delayAnew((message) => message.sentAt + attributes.delay);
    }
    this.attributes = attributes;
    this.tags = tags;
    this.modifiedAt = at;
  }

  purge(): void {
    this.shelf = this.#newShelf();
    this.deduplication = new DeduplicationWindow();
  }
}
