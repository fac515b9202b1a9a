import type { Construct } from "constructs";
import type { Beat } from "./beat.ts";
import { loadEntries } from "./load-entries.ts";
import type { LovageProps } from "./lovage-props.ts";
import type { WorkerPlan } from "./plan-workers.ts";
import { Schedules } from "./schedules.ts";

/** Makes the schedules that an app declares beside its tasks, and what further ones are added to. */
export function deploySchedules(
  scope: Construct,
  props: LovageProps,
  plans: readonly WorkerPlan[],
  beat: Beat,
): Schedules {
  const { entries, settings } = loadEntries(scope, props, plans);
  const tasks = entries.flatMap((entry) => entry.tasks);
  const schedules = new Schedules(scope, "Schedules", { beat, settings, tasks });
  for (const entry of entries.flatMap(({ app }) => app.schedules)) if (!schedules.has(entry)) schedules.add(entry);
  return schedules;
}
