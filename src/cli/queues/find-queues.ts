import type { App } from "../../app/index.ts";
import { queuesOf } from "../../poller/index.ts";
import type { Broker } from "../../ports/index.ts";

/**
 * The app's queues, by its own names: those that its settings know (of a stack, or of the environment) and those that its
 * tasks and routes use, where its files are at hand. Where the settings know none, SQS is asked for those that are named
 * as the app's are.
 */
export async function findQueues(app: App, broker: Broker): Promise<string[]> {
  const { settings, tasks } = app;
  const configured = Object.keys(settings.queues);
  const found = configured.length > 0 ? configured : await broker.queues();
  const used = tasks.length > 0 || found.length === 0 ? queuesOf(tasks, settings) : [];
  return [...new Set([...found, ...used])].sort();
}
