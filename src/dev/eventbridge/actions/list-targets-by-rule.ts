import { pageOf } from "../../beat/index.ts";
import { action } from "../action.ts";
import { busName, pageMembers, requiredRuleName } from "../shapes.ts";

/** ListTargetsByRule, by id. */
export const listTargetsByRule = action(
  { Rule: requiredRuleName, EventBusName: busName, ...pageMembers },
  ({ Rule, NextToken, Limit }, rules) => {
    const targets = Object.values(rules.rule(Rule).targets).sort((a, b) => (a.Id < b.Id ? -1 : 1));
    const page = pageOf(targets, ({ Id }) => Id, { most: Limit, token: NextToken });
    return { Targets: page.items, NextToken: page.NextToken };
  },
);
