import { LovageError } from "../../errors/index.ts";
import type { BeatPlan } from "../../ports/index.ts";
import { beatName, type Settings, variables } from "../../settings/index.ts";

/** Where ticks go, how long it is tried, and where those go that do not arrive: the same for both services. */
export interface WantedDelivery {
  readonly Arn: string;
  readonly SqsParameters?: { readonly MessageGroupId: string };
  readonly DeadLetterConfig?: { readonly Arn: string };
  readonly RetryPolicy: { readonly MaximumEventAgeInSeconds: number; readonly MaximumRetryAttempts: number };
}

/** The one target of a rule. */
export interface WantedTarget extends WantedDelivery {
  readonly Id: string;
  /** Never there beside a template. */
  readonly Input?: never;
  readonly InputTransformer: { readonly InputPathsMap: Record<string, string>; readonly InputTemplate: string };
}

/** A rule as it is to be: PutRule, but for its state and tags, and its one target. */
export interface WantedRule {
  readonly rule: { readonly Name: string; readonly ScheduleExpression: string; readonly Description: string };
  readonly target: WantedTarget;
  /** Only PutRule of a new rule takes them. */
  readonly tags: { readonly Key: string; readonly Value: string }[];
  readonly source: BeatPlan["source"];
}

/** A Scheduler schedule as it is to be: CreateSchedule. */
export interface WantedSchedule {
  readonly Name: string;
  readonly GroupName: string;
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone: string;
  readonly StartDate?: Date;
  readonly EndDate?: Date;
  readonly State: "ENABLED" | "DISABLED";
  readonly Description: string;
  readonly ActionAfterCompletion: "DELETE" | "NONE";
  readonly FlexibleTimeWindow: { readonly Mode: "OFF" };
  readonly Target: WantedDelivery & { readonly RoleArn: string; readonly Input: string };
}

/** All that EventBridge is to have for a schedule: rules, of which infrastructure code can make several at once, or a Scheduler schedule. */
export type DeployableParts =
  | { readonly kind: "rules"; readonly enabled: boolean; readonly rules: readonly WantedRule[] }
  | { readonly kind: "schedule"; readonly schedule: WantedSchedule };

/** The id of the target of each of our rules. */
export const TARGET_ID = "queue";

/**
 * What EventBridge is to be given for a plan, in the words of its requests: at run time, and by infrastructure code. Pure.
 *
 * @param queueArn - of the queue that ticks go to
 * @throws LovageError BEAT_ROLE_MISSING
 */
export function deployableParts(plan: BeatPlan, settings: Settings, queueArn: string): DeployableParts {
  const { compiled, enabled } = plan;
  if (compiled.target === "scheduler") {
    return { kind: "schedule", schedule: wantedSchedule(plan, compiled, settings, queueArn) };
  }
  const target: WantedTarget = {
    Id: TARGET_ID,
    ...delivery(plan, settings, queueArn),
    // The key is the placeholder's name: see timePlaceholders.
    InputTransformer: { InputPathsMap: { time: "$.time" }, InputTemplate: plan.input },
  };
  const rules = compiled.expressions.map((ScheduleExpression, index) => ({
    rule: { Name: beatName(settings.name, plan.name, index + 1), ScheduleExpression, Description: plan.description },
    target,
    tags: tagsOf(plan, settings.name),
    source: plan.source,
  }));
  return { kind: "rules", enabled, rules };
}

function wantedSchedule(
  plan: BeatPlan,
  compiled: Extract<BeatPlan["compiled"], { target: "scheduler" }>,
  settings: Settings,
  queueArn: string,
): WantedSchedule {
  const { expression, timezone, startDate, endDate, actionAfterCompletion } = compiled;
  const { beatRole, scheduleGroup, name: app } = settings;
  if (beatRole === undefined) {
    throw new LovageError("BEAT_ROLE_MISSING", { name: plan.name, variable: variables(app).beatRole });
  }
  return {
    Name: beatName(app, plan.name),
    GroupName: scheduleGroup,
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: timezone,
    ...(startDate && { StartDate: startDate }),
    ...(endDate && { EndDate: endDate }),
    State: plan.enabled ? "ENABLED" : "DISABLED",
    Description: plan.description,
    ActionAfterCompletion: actionAfterCompletion,
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: { ...delivery(plan, settings, queueArn), RoleArn: beatRole, Input: plan.input },
  };
}

function delivery({ groupId, usefulFor }: BeatPlan, { beatDeadLetters }: Settings, queueArn: string): WantedDelivery {
  // 60 to 86,400 seconds and at most 185 tries are what both allow; their own defaults, the most, are written out so
  // that what is read back is the same.
  const seconds = usefulFor === undefined ? 86_400 : Math.min(86_400, Math.max(60, Math.ceil(usefulFor / 1_000)));
  return {
    Arn: queueArn,
    ...(groupId !== undefined && { SqsParameters: { MessageGroupId: groupId } }),
    ...(beatDeadLetters !== undefined && { DeadLetterConfig: { Arn: beatDeadLetters } }),
    RetryPolicy: { MaximumEventAgeInSeconds: seconds, MaximumRetryAttempts: 185 },
  };
}

/** For people, for bills and for policies; Lovage itself reads the message. */
function tagsOf({ name, source }: Pick<BeatPlan, "name" | "source">, app: string): WantedRule["tags"] {
  return [
    { Key: "lovage:app", Value: app },
    // Tags take letters, digits, spaces and _ . : / = + - @ alone.
    { Key: "lovage:schedule", Value: name.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, "_") },
    { Key: "lovage:source", Value: source },
  ];
}
