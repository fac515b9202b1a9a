import { pageOf } from "../../beat/index.ts";
import { action } from "../action.ts";
import { busName, pageMembers, ruleName } from "../shapes.ts";
import { writeRule } from "../write-rule.ts";

/** ListRules, by name. */
export const listRules = action(
  { NamePrefix: ruleName, EventBusName: busName, ...pageMembers },
  ({ NamePrefix = "", NextToken, Limit }, rules) => {
    const found = rules.all.filter(({ name }) => name.startsWith(NamePrefix));
    const page = pageOf(found, ({ name }) => name, { most: Limit, token: NextToken });
    return { Rules: page.items.map(writeRule), NextToken: page.NextToken };
  },
);
