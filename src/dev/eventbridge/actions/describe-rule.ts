import { accountId } from "../../account.ts";
import { action } from "../action.ts";
import { busName, requiredRuleName } from "../shapes.ts";
import { writeRule } from "../write-rule.ts";

/** DescribeRule. */
export const describeRule = action({ Name: requiredRuleName, EventBusName: busName }, ({ Name }, rules) => ({
  ...writeRule(rules.rule(Name)),
  CreatedBy: accountId,
}));
