import type { FoundParts } from "./found-parts.ts";
import { disableRule, enableRule } from "./rule-steps.ts";
import { inState } from "./schedule-steps.ts";
import type { Stage } from "./step.ts";

/** The requests that let a schedule fire, or not: all of it, or none. Pure. */
export function planSwitch({ rules, schedule }: FoundParts, enabled: boolean, now: number): Stage[] {
  const state = enabled ? "ENABLED" : "DISABLED";
  const others = rules.filter(({ State }) => State !== state).map(({ Name }) => Name);
  const changed = schedule && schedule.State !== state ? [inState(schedule, state, now)] : [];
  // A single request that fails has changed nothing, or all.
  const rescue = enabled && others.length > 1 ? others.map(disableRule) : [];
  return [{ steps: [...others.map(enabled ? enableRule : disableRule), ...changed], rescue }];
}
