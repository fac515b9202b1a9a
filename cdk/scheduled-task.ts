import { CfnRule } from "aws-cdk-lib/aws-events";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import { Construct, type IDependable } from "constructs";
import type { DeployableParts, WantedDelivery, WantedRule, WantedSchedule } from "../src/aws/beat/index.ts";

/** What a deployed schedule is made with. */
export interface ScheduledTaskProps {
  /** What EventBridge is to be given. @default nothing: its last run has been */
  readonly parts: DeployableParts | undefined;
  /** What must be there before the first tick. A tick that is not permitted is not tried again. */
  readonly after: readonly IDependable[];
}

/**
 * A schedule as it is deployed: EventBridge's rules, or a schedule of Scheduler. They are named after the schedule, so that
 * they are changed in place, and so that `app.beat` finds them; a change from the one to the other makes the new one before
 * it takes the old one away, and a tick of both runs once.
 */
export class ScheduledTask extends Construct {
  /** The rules; none when Scheduler has it. */
  readonly rules: readonly CfnRule[];
  /** The schedule of Scheduler; undefined when rules will do. */
  readonly schedule: CfnSchedule | undefined;

  constructor(scope: Construct, id: string, { parts, after }: ScheduledTaskProps) {
    super(scope, id);
    this.rules =
      parts?.kind === "rules" ? parts.rules.map((rule, index) => this.#rule(rule, parts.enabled, index)) : [];
    this.schedule = parts?.kind === "schedule" ? this.#schedule(parts.schedule) : undefined;
    for (const part of [...this.rules, ...(this.schedule ? [this.schedule] : [])]) part.node.addDependency(...after);
  }

  #rule({ rule, target, tags }: WantedRule, enabled: boolean, index: number): CfnRule {
    const { InputPathsMap: inputPathsMap, InputTemplate: inputTemplate } = target.InputTransformer;
    return new CfnRule(this, index === 0 ? "Rule" : `Rule${index + 1}`, {
      name: rule.Name,
      scheduleExpression: rule.ScheduleExpression,
      description: rule.Description,
      state: enabled ? "ENABLED" : "DISABLED",
      tags: tags.map(({ Key: key, Value: value }) => ({ key, value })),
      targets: [{ id: target.Id, inputTransformer: { inputPathsMap, inputTemplate }, ...sending(target) }],
    });
  }

  /** CloudFormation has no ActionAfterCompletion: a schedule that deletes itself would be missed at the next deployment. */
  #schedule({ Target: target, StartDate: start, EndDate: end, ...wanted }: WantedSchedule): CfnSchedule {
    return new CfnSchedule(this, "Schedule", {
      name: wanted.Name,
      groupName: wanted.GroupName,
      scheduleExpression: wanted.ScheduleExpression,
      scheduleExpressionTimezone: wanted.ScheduleExpressionTimezone,
      startDate: start?.toISOString(),
      endDate: end?.toISOString(),
      state: wanted.State,
      description: wanted.Description,
      flexibleTimeWindow: { mode: wanted.FlexibleTimeWindow.Mode },
      target: { roleArn: target.RoleArn, input: target.Input, ...sending(target) },
    });
  }
}

/** Where ticks go, and what becomes of those that do not arrive: the same words for both. */
function sending({ Arn: arn, SqsParameters, DeadLetterConfig, RetryPolicy }: WantedDelivery) {
  return {
    arn,
    sqsParameters: SqsParameters && { messageGroupId: SqsParameters.MessageGroupId },
    deadLetterConfig: DeadLetterConfig && { arn: DeadLetterConfig.Arn },
    retryPolicy: {
      maximumEventAgeInSeconds: RetryPolicy.MaximumEventAgeInSeconds,
      maximumRetryAttempts: RetryPolicy.MaximumRetryAttempts,
    },
  };
}
