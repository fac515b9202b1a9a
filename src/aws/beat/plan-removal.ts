import type { FoundParts } from "./found-parts.ts";
import { disableRule, removeRule, targetIds } from "./rule-steps.ts";
import { deleteSchedule } from "./schedule-steps.ts";
import type { Stage } from "./step.ts";

/** The requests that take a schedule away; before its first part goes, none fires any more. Pure. */
export function planRemoval({ rules, schedule }: FoundParts): Stage[] {
  const several = rules.length + (schedule ? 1 : 0) > 1;
  const held = several ? rules.filter(({ State }) => State === "ENABLED") : [];
  return [
    { steps: held.map(({ Name }) => disableRule(Name)), rescue: [] },
    { steps: schedule ? [deleteSchedule(schedule.Name, schedule.GroupName)] : [], rescue: [] },
    { steps: rules.flatMap((rule) => removeRule(rule.Name, targetIds(rule))), rescue: [] },
  ];
}
