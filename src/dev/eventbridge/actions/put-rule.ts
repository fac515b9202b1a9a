import { LovageError } from "../../../errors/index.ts";
import { parseExpression } from "../../../schedule/index.ts";
import { readTags, tagListMember, validationFault } from "../../beat/index.ts";
import { action } from "../action.ts";
import { ruleArn } from "../rule-arn.ts";
import { busName, requiredRuleName } from "../shapes.ts";

/**
 * PutRule: makes a rule, or replaces all of one but its targets and its tags. A rate goes on in its phase as long as
 * its expression stays. A rule that matches events is refused: nothing here makes events but the clock.
 */
export const putRule = action(
  {
    Name: requiredRuleName,
    ScheduleExpression: { is: "string", most: 256 },
    EventPattern: { is: "string", most: 4096 },
    State: { is: "string", oneOf: ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"] },
    Description: { is: "string", most: 512 },
    RoleArn: { is: "string", least: 1, most: 1600 },
    Tags: tagListMember,
    EventBusName: busName,
  },
  (input, rules) => {
    const { Name, ScheduleExpression, EventPattern, State = "ENABLED", Description, RoleArn, Tags } = input;
    if (!ScheduleExpression && !EventPattern) {
      throw validationFault("Parameter(s) EventPattern or ScheduleExpression must be specified.");
    }
    if (!ScheduleExpression || EventPattern) {
      throw validationFault("The embedded cloud has rules with a ScheduleExpression only, not with an EventPattern.");
    }
    if (!isRuleExpression(ScheduleExpression)) throw validationFault("Parameter ScheduleExpression is not valid.");
    const before = rules.find(Name);
    rules.put({
      name: Name,
      expression: ScheduleExpression,
      state: State,
      description: Description,
      roleArn: RoleArn,
      tags: before?.tags ?? readTags(Tags),
      targets: before?.targets ?? {},
      origin: before?.expression === ScheduleExpression ? before.origin : rules.now,
    });
    return { RuleArn: ruleArn(Name) };
  },
);

/** Rules have cron and rate; the one-time at() is Scheduler's. */
function isRuleExpression(text: string): boolean {
  try {
    return parseExpression(text).kind !== "at";
  } catch (error) {
    if (LovageError.is(error, "INVALID_EXPRESSION")) return false;
    throw error;
  }
}
