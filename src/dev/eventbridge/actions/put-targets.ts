import { validationFault } from "../../beat/index.ts";
import { action } from "../action.ts";
import { checkTarget } from "../check-target.ts";
import { tooMany } from "../events-fault.ts";
import { limits } from "../limits.ts";
import type { Target } from "../rule.ts";
import { busName, requiredRuleName } from "../shapes.ts";
import { targetMembers } from "../target-members.ts";

/**
 * PutTargets: adds targets, and replaces those of the same ids. A request that AWS would refuse is refused as a whole;
 * a target that is no queue is a failed entry, for there is nothing else here to deliver to.
 */
export const putTargets = action(
  {
    Rule: requiredRuleName,
    EventBusName: busName,
    Targets: {
      is: "list",
      of: { is: "structure", members: targetMembers },
      required: true,
      least: 1,
      most: 100,
    },
  },
  ({ Rule, Targets }, rules) => {
    const rule = rules.rule(Rule);
    checkIds(Targets);
    for (const target of Targets) checkTarget(target);
    const queues = Targets.filter(isQueue);
    const targets = { ...rule.targets, ...Object.fromEntries(queues.map((target) => [target.Id, target])) };
    if (Object.keys(targets).length > limits.targetsPerRule) throw tooMany();
    rules.put({ ...rule, targets });
    const FailedEntries = Targets.filter((target) => !isQueue(target)).map(({ Id, Arn }) => ({
      TargetId: Id,
      ErrorCode: "ValidationException",
      ErrorMessage: `The embedded cloud delivers to SQS queues only, and ${Arn} is none.`,
    }));
    return { FailedEntryCount: FailedEntries.length, FailedEntries };
  },
);

function isQueue({ Arn }: Target): boolean {
  return Arn.split(":")[2] === "sqs";
}

function checkIds(targets: readonly Target[]): void {
  const seen = new Set<string>();
  for (const { Id } of targets) {
    if (seen.has(Id)) {
      throw validationFault(
        `Parameter targets is not valid. Reason: More than one target with Id '${Id}' is provided.`,
      );
    }
    seen.add(Id);
  }
}
