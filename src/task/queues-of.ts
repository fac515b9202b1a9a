import type { Settings } from "../settings/index.ts";
import type { TaskDefinition } from "./task-definition.ts";

/** The queues that an app's tasks are sent to: those that they name, those of the routes, and the default one. Pure. */
export function queuesOf(
  tasks: readonly TaskDefinition[],
  settings: Pick<Settings, "defaultQueue" | "routes">,
): string[] {
  const named = tasks.flatMap(({ options }) => options.queue ?? []);
  return [...new Set([settings.defaultQueue, ...named, ...Object.values(settings.routes)])];
}
