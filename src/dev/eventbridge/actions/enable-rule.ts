import { action } from "../action.ts";
import { busName, requiredRuleName } from "../shapes.ts";

const shape = { Name: requiredRuleName, EventBusName: busName } as const;

/** EnableRule. Ticks that fell due meanwhile are not made up for. */
export const enableRule = action(shape, ({ Name }, rules) => {
  rules.put({ ...rules.rule(Name), state: "ENABLED" });
});

/** DisableRule. */
export const disableRule = action(shape, ({ Name }, rules) => {
  rules.put({ ...rules.rule(Name), state: "DISABLED" });
});
