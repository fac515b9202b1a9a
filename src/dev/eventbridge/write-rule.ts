import type { Rule } from "./rule.ts";
import { ruleArn } from "./rule-arn.ts";

/** A rule as the API writes it. */
export function writeRule({ name, expression, state, description, roleArn }: Rule): object {
  return {
    Name: name,
    Arn: ruleArn(name),
    ScheduleExpression: expression,
    State: state,
    Description: description,
    RoleArn: roleArn,
    EventBusName: "default",
  };
}
