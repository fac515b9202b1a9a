import { action } from "../action.ts";
import { busName, flag, requiredRuleName } from "../shapes.ts";
import { targetMembers } from "../target-members.ts";

/** RemoveTargets; an id that the rule does not have is a failed entry. */
export const removeTargets = action(
  {
    Rule: requiredRuleName,
    EventBusName: busName,
    Ids: { is: "list", of: targetMembers.Id, required: true, least: 1, most: 100 },
    Force: flag,
  },
  ({ Rule, Ids }, rules) => {
    const rule = rules.rule(Rule);
    const left = Object.entries(rule.targets).filter(([id]) => !Ids.includes(id));
    rules.put({ ...rule, targets: Object.fromEntries(left) });
    const FailedEntries = Ids.filter((id) => !Object.hasOwn(rule.targets, id)).map((id) => ({
      TargetId: id,
      ErrorCode: "ResourceNotFoundException",
      ErrorMessage: `Rule '${Rule}' does not have a target with the Id '${id}'.`,
    }));
    return { FailedEntryCount: FailedEntries.length, FailedEntries };
  },
);
