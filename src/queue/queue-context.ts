import type { Clock, Ids } from "../runtime/index.ts";
import type { DeliveryFaults } from "./delivery-faults.ts";
import type { Fact } from "./fact.ts";
import type { Queue } from "./queue.ts";

/** What a queue has from its engine. */
export interface QueueContext {
  readonly clock: Clock;
  /** Makes message ids and the handles of move tasks. */
  readonly ids: Ids;
  readonly faults: DeliveryFaults;
  /** How many messages of a queue may be in flight. */
  readonly inFlightLimit: number;
  /** Whether anybody listens; facts are not even made when nobody does. */
  readonly observed: boolean;
  tell(fact: Fact): void;
  /** The number of the next message, of all queues. */
  nextNumber(): number;
  find(name: string): Queue | undefined;
}
