import type { QueueEngine } from "../../queue/index.ts";
import type { Clock, Ids } from "../../runtime/index.ts";
import type { TickFact } from "./tick-fact.ts";
import type { TickFaults } from "./tick-faults.ts";

/** What a service of ticks is made of. */
export interface TickServiceOptions {
  /** The only time it knows: ticks are on its timers. */
  readonly clock: Clock;
  /** Makes the ids of events and executions. */
  readonly ids: Ids;
  /** The queues that ticks are delivered into. */
  readonly engine: QueueEngine;
  /** Keeps rules and schedules between starts. @default in memory */
  readonly dataFolder?: string | undefined;
  /** Is told what becomes of each tick. Must not throw. @default nobody is */
  readonly tell?: ((fact: TickFact) => void) | undefined;
  /** Deliveries that go wrong on purpose. @default none */
  readonly faults?: TickFaults | undefined;
}
