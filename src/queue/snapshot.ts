import type { Deduplication } from "./deduplication-window.ts";
import type { DeliveryFaults } from "./delivery-faults.ts";
import type { QueueTags } from "./fact.ts";
import { toRecord } from "./message.ts";
import type { MessageRecord } from "./message-record.ts";
import type { QueueAttributes } from "./queue-attributes.ts";
import { QueueState } from "./queue-state.ts";

/** All that an engine remembers, as plain JSON. */
export interface Snapshot {
  readonly version: 1;
  /** The numbers that messages and queues get next. */
  readonly nextNumber: number;
  readonly nextKey: number;
  readonly queues: readonly QueueSnapshot[];
}

/** All that is to be remembered of one queue. */
export interface QueueSnapshot {
  readonly name: string;
  readonly key: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly attributes: QueueAttributes;
  readonly tags: QueueTags;
  /** By arrival. */
  readonly messages: readonly MessageRecord[];
  readonly deduplication: readonly Deduplication[];
}

/** What is to be remembered of a queue. */
export function snapshotOf(state: QueueState): QueueSnapshot {
  const { name, key, createdAt, modifiedAt, attributes, tags, shelf, deduplication } = state;
  return {
    name,
    key,
    createdAt,
    modifiedAt,
    attributes,
    tags,
    messages: Array.from({ [Symbol.iterator]: () => shelf[Symbol.iterator]() }, toRecord),
    deduplication: [...deduplication],
  };
}

/** The queue that a snapshot tells of. */
export function stateOf(snapshot: QueueSnapshot, faults: DeliveryFaults): QueueState {
  const state = new QueueState({ ...snapshot, at: snapshot.createdAt }, faults);
  state.modifiedAt = snapshot.modifiedAt;
  for (const message of snapshot.messages) state.arrive(message);
  for (const entry of snapshot.deduplication) state.deduplication.remember(entry);
  return state;
}
