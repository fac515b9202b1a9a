import type { Tag, Target } from "@aws-sdk/client-eventbridge";
import type { CreateScheduleCommandInput } from "@aws-sdk/client-scheduler";
import { LovageError } from "../../errors/index.ts";
import type { BeatPlan } from "../../ports/index.ts";
import { beatName, type Settings, variables } from "../../settings/index.ts";
import { isThisMachine } from "../client-config.ts";

/** A rule as it is to be: PutRule, but for its state and tags, and its one target. */
export interface WantedRule {
  readonly rule: { readonly Name: string; readonly ScheduleExpression: string; readonly Description: string };
  readonly target: Target;
  /** Only PutRule of a new rule takes them. */
  readonly tags: Tag[];
  readonly source: BeatPlan["source"];
}

/** All that EventBridge is to have for a schedule: a rule, or a Scheduler schedule. */
export type WantedParts =
  | { readonly kind: "rule"; readonly enabled: boolean; readonly rule: WantedRule }
  | { readonly kind: "schedule"; readonly schedule: CreateScheduleCommandInput };

/** The id of the target of each of our rules. */
export const TARGET_ID = "queue";

/**
 * The requests' contents for a plan. Pure.
 *
 * @param queueArn - of the queue that ticks go to
 * @throws LovageError BEAT_ROLE_MISSING; INVALID_SCHEDULE when it is planned as several rules, which cannot be made all
 * at once with single requests
 */
export function wantedParts(plan: BeatPlan, settings: Settings, queueArn: string): WantedParts {
  const { compiled, enabled } = plan;
  if (compiled.target === "scheduler") {
    return { kind: "schedule", schedule: wantedSchedule(plan, compiled, settings, queueArn) };
  }
  const [ScheduleExpression = "", ...more] = compiled.expressions;
  if (more.length > 0) {
    const problem = "it is planned as several rules, which only infrastructure code can make";
    throw new LovageError("INVALID_SCHEDULE", { what: `The schedule "${plan.name}"`, problem });
  }
  const target: Target = {
    Id: TARGET_ID,
    ...delivery(plan, settings, queueArn),
    // The key is the placeholder's name: see timePlaceholders.
    InputTransformer: { InputPathsMap: { time: "$.time" }, InputTemplate: plan.input },
  };
  const rule = {
    rule: { Name: beatName(settings.name, plan.name), ScheduleExpression, Description: plan.description },
    target,
    tags: tagsOf(plan, settings.name),
    source: plan.source,
  };
  return { kind: "rule", enabled, rule };
}

function wantedSchedule(
  plan: BeatPlan,
  compiled: Extract<BeatPlan["compiled"], { target: "scheduler" }>,
  settings: Settings,
  queueArn: string,
): CreateScheduleCommandInput {
  const { expression, timezone, startDate, endDate, actionAfterCompletion } = compiled;
  const { beatRole = standInRole(settings), scheduleGroup, name: app } = settings;
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

/** What plays AWS on this machine looks at no role, as at no credentials; the API wants one all the same. */
function standInRole({ endpoint }: Settings): string | undefined {
  return endpoint !== undefined && isThisMachine(endpoint) ? "arn:aws:iam::000000000000:role/none" : undefined;
}

/** Where ticks go, how long it is tried, and where those go that do not arrive: the same for both services. */
function delivery({ groupId, usefulFor }: BeatPlan, { beatDeadLetters }: Settings, queueArn: string) {
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
function tagsOf({ name, source }: Pick<BeatPlan, "name" | "source">, app: string): Tag[] {
  return [
    { Key: "lovage:app", Value: app },
    // Tags take letters, digits, spaces and _ . : / = + - @ alone.
    { Key: "lovage:schedule", Value: name.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, "_") },
    { Key: "lovage:source", Value: source },
  ];
}
