import type { Beat } from "./beat.ts";
import type { Broker } from "./broker.ts";
import type { Delays } from "./delays.ts";
import type { Payloads } from "./payloads.ts";
import type { QueueMetrics } from "./queue-metrics.ts";
import type { Store } from "./store.ts";

/** A world to run in: AWS, memory, or one of your own. */
export interface Adapters {
  readonly broker: Broker;
  readonly store: Store;
  /** What ticks. @default nothing: `app.beat` is refused with NO_BEAT */
  readonly beat?: Beat;
  /** What keeps messages for longer than a queue delays them. @default nothing: they are hidden on their queue, for 13 days at most */
  readonly delays?: Delays;
  /** What keeps large arguments and results. @default nothing: what a message or a record does not hold is refused */
  readonly payloads?: Payloads;
  /**
   * What measures the queues over time. "CloudWatch" stands for the adapter on it, which the dashboard opens by itself: who looks
   * at plots loads its client, and no worker carries it. @default nothing: the dashboard has no plots of queues
   */
  readonly metrics?: QueueMetrics | "CloudWatch";
}
