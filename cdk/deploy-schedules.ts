import type { Construct } from "constructs";
import type { Beat } from "./beat.ts";
import type { LoadedApp } from "./load-entries.ts";
import type { LovageProps } from "./lovage-props.ts";
import { Schedules } from "./schedules.ts";
import { warnTasks } from "./warn-tasks.ts";

/**
 * Makes the schedules that an app declares beside its tasks, and what further ones are added to. What the entries say of
 * their tasks is held against the queues on the way.
 */
export function deploySchedules(
  scope: Construct,
  props: LovageProps,
  { entries, settings }: LoadedApp,
  beat: Beat,
): Schedules {
  const tasks = entries.flatMap((entry) => entry.tasks);
  warnTasks(scope, props, { settings, tasks });
  const schedules = new Schedules(scope, "Schedules", { beat, settings, tasks });
  for (const entry of entries.flatMap(({ app }) => app.schedules)) if (!schedules.has(entry)) schedules.add(entry);
  return schedules;
}
