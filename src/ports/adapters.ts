import type { Beat } from "./beat.ts";
import type { Broker } from "./broker.ts";
import type { Store } from "./store.ts";

/** A world to run in: AWS, memory, or one of your own. */
export interface Adapters {
  readonly broker: Broker;
  readonly store: Store;
  /** What ticks. @default nothing: `app.beat` is refused with NO_BEAT */
  readonly beat?: Beat;
}
