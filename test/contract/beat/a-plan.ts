import { makeEntry, type PlanSurroundings, planSchedule, type ScheduledOptions } from "../../../src/beat/index.ts";
import type { BeatPlan } from "../../../src/ports/index.ts";
import type { Schedule } from "../../../src/schedule/index.ts";
import type { BeatWorld } from "./beat-world.ts";

/** The plan of a schedule of `report(37)`, as `app.beat.put` makes it. */
export function aPlan(
  world: Pick<BeatWorld, "settings" | "now">,
  name: string,
  schedule: Schedule,
  options: ScheduledOptions & { args?: readonly unknown[] } & Partial<PlanSurroundings> = {},
): BeatPlan {
  const { args = [37], source = "runtime", enabled, target, ...rest } = options;
  const entry = makeEntry(name, schedule, { task: "report", args, options: rest as ScheduledOptions });
  return planSchedule(entry, { settings: world.settings, source, now: world.now(), enabled, target });
}
