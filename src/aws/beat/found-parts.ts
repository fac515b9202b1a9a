import type { Rule, Target } from "@aws-sdk/client-eventbridge";
import type { GetScheduleCommandOutput } from "@aws-sdk/client-scheduler";
import { decodeMessage, type Tick } from "../../message/index.ts";
import type { KeptSchedule } from "../../ports/index.ts";
import { TARGET_ID } from "./deployable-parts.ts";

/** A rule as it is, with all of its targets. */
export interface FoundRule extends Omit<Rule, "Name"> {
  readonly Name: string;
  readonly targets: readonly Target[];
}

/** All that EventBridge has for a schedule. Both kinds at once are the trace of a change that was cut short. */
export interface FoundParts {
  readonly rules: readonly FoundRule[];
  readonly schedule?: GetScheduleCommandOutput;
}

/** Whether there is anything at all. */
export function isThere({ rules, schedule }: FoundParts): boolean {
  return rules.length > 0 || schedule !== undefined;
}

/** The target of a rule that is ours. */
export function ownTarget({ targets }: FoundRule): Target | undefined {
  return targets.find(({ Id }) => Id === TARGET_ID) ?? targets[0];
}

/** The schedule that the parts make up; undefined when no message can be told from them. Pure. */
export function keptSchedule({ rules, schedule }: FoundParts): KeptSchedule | undefined {
  const inputs = rules.map((rule) => ownTarget(rule)?.InputTransformer?.InputTemplate);
  const byRules = rules.length > 0 && rules.every(({ State }) => State === "ENABLED");
  const byScheduler = schedule?.State === "ENABLED";
  // After a move that was cut short the one that fires is the one that counts.
  const useScheduler = schedule !== undefined && (rules.length === 0 || (byScheduler && !byRules));
  const target = useScheduler ? schedule.Target : rules.map(ownTarget).find((found) => found !== undefined);
  const input = useScheduler ? schedule.Target?.Input : inputs.find((found) => found !== undefined);
  if (input === undefined) return undefined;
  const alike = new Set(inputs).size === 1 && new Set(rules.map(({ State }) => State)).size === 1;
  const whole = useScheduler ? rules.length === 0 : !schedule && alike && rules.length === (tickOf(input)?.parts ?? 1);
  const groupId = target?.SqsParameters?.MessageGroupId;
  return {
    input,
    enabled: useScheduler ? byScheduler : byRules,
    complete: whole,
    ...(groupId !== undefined && { groupId }),
  };
}

/** Where the schedule of a rule was made, as its message says. */
export function sourceOf(rule: FoundRule): string | undefined {
  return tickOf(ownTarget(rule)?.InputTransformer?.InputTemplate)?.source;
}

/** What a message says of its schedule; nothing when it is none of ours. */
function tickOf(input: string | undefined): Tick | undefined {
  try {
    return decodeMessage(input ?? "").tick;
  } catch {
    return undefined;
  }
}
