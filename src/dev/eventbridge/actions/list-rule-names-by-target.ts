import { pageOf } from "../../beat/index.ts";
import { action } from "../action.ts";
import { busName, pageMembers, requiredArn } from "../shapes.ts";

/** ListRuleNamesByTarget, by name. */
export const listRuleNamesByTarget = action(
  { TargetArn: requiredArn, EventBusName: busName, ...pageMembers },
  ({ TargetArn, NextToken, Limit }, rules) => {
    const names = rules.all
      .filter(({ targets }) => Object.values(targets).some(({ Arn }) => Arn === TargetArn))
      .map(({ name }) => name);
    const page = pageOf(names, (name) => name, { most: Limit, token: NextToken });
    return { RuleNames: page.items, NextToken: page.NextToken };
  },
);
