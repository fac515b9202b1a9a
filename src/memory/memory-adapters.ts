import type { Adapters } from "../ports/index.ts";
import { QueueEngine, type QueueEngineOptions } from "../queue/index.ts";
import { type Clock, type Ids, type Logger, silentLogger, uuidIds } from "../runtime/index.ts";
import { type Faults, withFaults } from "./faults.ts";
import { MemoryBeat } from "./memory-beat.ts";
import { MemoryBroker } from "./memory-broker.ts";
import { MemoryDelays } from "./memory-delays.ts";
import { MemoryPayloads } from "./memory-payloads.ts";
import { MemoryStore } from "./memory-store.ts";

/** What a world in memory is made with. */
export interface MemoryOptions {
  /** The only time it knows. */
  readonly clock: Clock;
  /** Makes message ids. @default UUIDv7 */
  readonly ids?: Ids;
  /** Whose queues they are, for their names. @default an app named "app" */
  readonly settings?: { readonly name: string };
  /** Calls of the ports that fail on purpose. @default none */
  readonly faults?: Faults;
  /** Deliveries that go wrong on purpose: duplicates, another order. @default none */
  readonly deliveryFaults?: QueueEngineOptions["faults"] | undefined;
  /** Hears of acknowledgements that come too late. @default nobody does */
  readonly logger?: Logger;
}

/** A world in memory: the ports, and what they stand on, for a test to look at. */
export interface MemoryAdapters extends Adapters {
  readonly store: MemoryStore;
  readonly beat: MemoryBeat;
  readonly delays: MemoryDelays;
  readonly payloads: MemoryPayloads;
  /** The queues, by the names that they would have in SQS. */
  readonly engine: QueueEngine;
}

/**
 * The world in memory: SQS's and DynamoDB's semantics as far as Lovage uses them, without a wire, on an injected clock.
 * Queues are made at their first use, each with its dead-letter queue. Nothing outlives the process.
 */
export function memoryAdapters(options: MemoryOptions): MemoryAdapters {
  const { clock, ids = uuidIds(clock), settings = { name: "app" }, faults, deliveryFaults } = options;
  const engine = new QueueEngine({ clock, ids, ...(deliveryFaults && { faults: deliveryFaults }) });
  const logger = options.logger ?? silentLogger;
  const broker = withFaults("broker", new MemoryBroker(engine, settings.name, logger), faults);
  const store = withFaults("store", new MemoryStore(clock), faults);
  const beat = withFaults("beat", new MemoryBeat({ clock, broker, logger }), faults);
  const delays = withFaults("delays", new MemoryDelays({ clock, broker, logger }), faults);
  const payloads = withFaults("payloads", new MemoryPayloads(clock), faults);
  return { engine, broker, store, beat, delays, payloads };
}
