import { validationFault } from "../../beat/index.ts";
import { action } from "../action.ts";
import { busName, flag, requiredRuleName } from "../shapes.ts";

/** DeleteRule. As in AWS, one that is not there is no fault, and Force is for the rules of AWS services alone. */
export const deleteRule = action({ Name: requiredRuleName, EventBusName: busName, Force: flag }, ({ Name }, rules) => {
  const rule = rules.find(Name);
  if (!rule) return;
  if (Object.keys(rule.targets).length > 0) throw validationFault("Rule can't be deleted since it has targets.");
  rules.delete(Name);
});
