import type { App } from "../../app/index.ts";
import { type Broker, findQueues } from "../../ports/index.ts";
import { queuesOf } from "../../task/index.ts";

/** The queues of an app that was named, or whose files were loaded: these know what its tasks and routes use. */
export function appQueues({ settings, tasks }: App, broker: Broker): Promise<string[]> {
  return findQueues(broker, settings, tasks.length > 0 ? queuesOf(tasks, settings) : []);
}
