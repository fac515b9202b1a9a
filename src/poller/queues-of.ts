import type { Settings } from "../settings/index.ts";
import type { TaskDefinition } from "../task/index.ts";

/** The queues that an app's tasks are sent to: those that they name, those of the routes, and the default one. */
export function queuesOf(tasks: readonly TaskDefinition[], settings: Settings): string[] {
  const named = tasks.flatMap(({ options }) => options.queue ?? []);
  return [...new Set([settings.defaultQueue, ...named, ...Object.values(settings.routes)])];
}
