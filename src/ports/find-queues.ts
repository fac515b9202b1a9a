import type { Settings } from "../settings/index.ts";
import type { Broker } from "./broker.ts";

/**
 * The app's queues, by its own names, in their order in the alphabet: those that its settings know (of a stack, or of the
 * environment), and those that its tasks use, where they are at hand. Where the settings know none, the broker is asked for
 * those that are named as the app's are: to list the queues of an account is a right of its own, which who knows them need
 * not have. Where there is none at all, the default queue.
 *
 * @param used - the queues that the app's tasks use; empty where the tasks are not at hand
 */
export async function findQueues(
  broker: Pick<Broker, "queues">,
  settings: Pick<Settings, "queues" | "defaultQueue">,
  used: readonly string[],
): Promise<string[]> {
  const configured = Object.keys(settings.queues);
  const found = configured.length > 0 ? configured : await broker.queues();
  const known = new Set([...found, ...used]);
  return known.size > 0 ? [...known].sort() : [settings.defaultQueue];
}
