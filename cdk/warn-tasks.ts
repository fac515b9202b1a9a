import type { Construct } from "constructs";
import type { Settings } from "../src/settings/index.ts";
import type { TaskDefinition } from "../src/task/index.ts";
import type { LovageProps } from "./lovage-props.ts";
import { warnUnwise } from "./warn-unwise.ts";

/**
 * Warns of tasks that go to a queue which the app does not have: to send one would fail with QUEUE_NOT_FOUND. A task that has
 * no queue may have a route; only where there are none, the default queue is asked for.
 */
export function warnTasks(
  scope: Construct,
  props: LovageProps,
  { settings, tasks }: { readonly settings: Settings; readonly tasks: readonly TaskDefinition[] },
): void {
  const queues = Object.keys(props.queues ?? { default: {} });
  const routed = Object.keys(settings.routes).length > 0;
  const lost = new Map<string, string[]>();
  for (const { name, options } of tasks) {
    const queue = options.queue ?? (routed ? undefined : settings.defaultQueue);
    if (queue === undefined || queues.includes(queue)) continue;
    lost.set(queue, [...(lost.get(queue) ?? []), name]);
  }
  for (const [queue, names] of lost) {
    const who = names.length === 1 ? `The task "${names[0]}" goes` : `${names.length} tasks (${names.join(", ")}) go`;
    const why = `${who} to the queue "${queue}", which the app does not have: it has ${queues.join(", ")}. Add it to queues.`;
    warnUnwise(scope, { when: true, id: "queue-of-task", why });
  }
}
