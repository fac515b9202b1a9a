import { hasRunLeft } from "./plan-schedule.ts";
import type { ListedSchedule, ScheduleEntry } from "./schedule-entry.ts";

/** What is to be done about one schedule, so that EventBridge has what code declares. */
export type SyncStep =
  | {
      readonly kind: "put";
      readonly entry: ScheduleEntry;
      readonly enabled: boolean;
      /** What has its name. */
      readonly before: ListedSchedule | undefined;
    }
  /** `remove`: declared once, and no longer. `deployed`: left to infrastructure code. `over`: without a run left. */
  | { readonly kind: "remove" | "deployed" | "over"; readonly name: string };

/**
 * Decides what a sync does, in its order: what is declared, then what no longer is. One that was disabled at run time
 * stays so, unless the code now says otherwise than it did. Pure.
 *
 * @param known - the schedules that there are, by name
 */
export function planSync(
  entries: readonly ScheduleEntry[],
  known: ReadonlyMap<string, ListedSchedule>,
  now: number,
): SyncStep[] {
  const steps = entries.map((entry): SyncStep => {
    const { name, schedule } = entry;
    const before = known.get(name);
    if (!hasRunLeft(schedule, now)) return { kind: "over", name };
    if (before?.source === "cdk") return { kind: "deployed", name };
    const enabled = before?.schedule.enabled === schedule.enabled ? before.enabled : schedule.enabled;
    return { kind: "put", entry, enabled, before };
  });
  const declared = new Set(entries.filter(({ schedule }) => hasRunLeft(schedule, now)).map(({ name }) => name));
  for (const { name, source } of known.values()) {
    if (source === "code" && !declared.has(name)) steps.push({ kind: "remove", name });
  }
  return steps;
}
