import type { Broker } from "./broker.ts";
import type { Store } from "./store.ts";

/** A world to run in: AWS, memory, or one of your own. */
export interface Adapters {
  readonly broker: Broker;
  readonly store: Store;
}
