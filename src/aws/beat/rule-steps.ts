import type { PutRuleCommandInput } from "@aws-sdk/client-eventbridge";
import type { WantedRule } from "./deployable-parts.ts";
import type { FoundRule } from "./found-parts.ts";
import type { Step } from "./step.ts";

/** A rule that is wanted and not there yet, made so that it does not fire. */
export function makeRule({ rule, target, tags }: WantedRule): Step[] {
  return [
    { operation: "PutRule", input: { ...rule, State: "DISABLED", Tags: tags } },
    { operation: "PutTargets", input: { Rule: rule.Name, Targets: [target] } },
  ];
}

/** A rule that is there, made what is wanted, without firing meanwhile. */
export function changeRule({ rule, target }: WantedRule, found: FoundRule): Step[] {
  const foreign = found.targets.flatMap(({ Id }) => (Id === undefined || Id === target.Id ? [] : [Id]));
  return [
    { operation: "PutRule", input: { ...rule, State: "DISABLED" } },
    { operation: "PutTargets", input: { Rule: rule.Name, Targets: [target] } },
    ...(foreign.length === 0
      ? []
      : [{ operation: "RemoveTargets" as const, input: { Rule: rule.Name, Ids: foreign } }]),
  ];
}

/** A rule that was changed, made what it was, without firing. */
export function restoreRule(found: FoundRule): Step[] {
  const { Name, ScheduleExpression, Description, targets } = found;
  const input: PutRuleCommandInput = { Name, ScheduleExpression, Description, State: "DISABLED" };
  return [
    { operation: "PutRule", input },
    ...(targets.length === 0
      ? []
      : [{ operation: "PutTargets" as const, input: { Rule: Name, Targets: [...targets] } }]),
  ];
}

/** Takes a rule away. */
export function removeRule(name: string, targetIds: readonly string[]): Step[] {
  return [
    ...(targetIds.length === 0
      ? []
      : [{ operation: "RemoveTargets" as const, input: { Rule: name, Ids: [...targetIds] } }]),
    { operation: "DeleteRule", input: { Name: name } },
  ];
}

/** Lets a rule fire. */
export function enableRule(Name: string): Step {
  return { operation: "EnableRule", input: { Name } };
}

/** Keeps a rule from firing. */
export function disableRule(Name: string): Step {
  return { operation: "DisableRule", input: { Name } };
}

/** The ids of a rule's targets. */
export function targetIds({ targets }: FoundRule): string[] {
  return targets.flatMap(({ Id }) => Id ?? []);
}
