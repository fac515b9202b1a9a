import { Stack } from "aws-cdk-lib";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import type { IConstruct } from "constructs";
import { beatPrefix } from "../src/settings/index.ts";
import { acknowledgeWildcard } from "./acknowledge-wildcard.ts";
import type { Beat } from "./beat.ts";
import { rulesArn } from "./beat-policy.ts";

/** What `app.beat` asks of EventBridge's rules. */
const RULE_ACTIONS = [
  "ListTargetsByRule",
  "PutRule",
  "PutTargets",
  "RemoveTargets",
  "EnableRule",
  "DisableRule",
  "DeleteRule",
  "TagResource",
].map((action) => `events:${action}`);

/** What `app.beat` asks of Scheduler's schedules. */
const SCHEDULE_ACTIONS = ["GetSchedule", "CreateSchedule", "UpdateSchedule", "DeleteSchedule"].map(
  (action) => `scheduler:${action}`,
);

/** What `app.beat` asks of both to show what there is. */
const LOOK_RULE_ACTIONS = ["events:ListTargetsByRule"];
const LOOK_SCHEDULE_ACTIONS = ["scheduler:GetSchedule"];
const LIST_ACTIONS = ["events:ListRules", "scheduler:ListSchedules"];

/** Lets someone look at the schedules of an app; to list them is allowed for all or for none by AWS. */
export function lookAtSchedules(grantee: IGrantable, beat: Beat): Grant {
  const grant = (actions: string[], arn: string) => Grant.addToPrincipal({ grantee, actions, resourceArns: [arn] });
  return grant(LIST_ACTIONS, "*")
    .combine(grant(LOOK_RULE_ACTIONS, rulesArn(beat.group, beat.app)))
    .combine(grant(LOOK_SCHEDULE_ACTIONS, schedulesArn(beat)));
}

/** The ARN of all of an app's Scheduler schedules, as a pattern. */
function schedulesArn({ app, group }: Beat): string {
  return Stack.of(group).formatArn({
    service: "scheduler",
    resource: "schedule",
    resourceName: `${group.ref}/${beatPrefix(app)}*`,
  });
}

/** Tells cdk-nag why the statements of both have wildcards. */
export function acknowledgeSchedules(role: IConstruct, beat: Beat): void {
  const reason = "The app's schedules are put at run time, so only what their names begin with is known.";
  for (const arn of [rulesArn(beat.group, beat.app), schedulesArn(beat)]) acknowledgeWildcard(role, arn, reason);
}

/** Lets someone put, read and remove the schedules of an app, and no other's; to list them is allowed for all or for none by AWS. */
export function manageSchedules(grantee: IGrantable, beat: Beat): Grant {
  const { app, group, queues, role } = beat;
  const grant = (actions: string[], resourceArns: string[], conditions?: Record<string, Record<string, unknown>>) =>
    Grant.addToPrincipal({ grantee, actions, resourceArns, ...(conditions && { conditions }) });
  return [
    grant(RULE_ACTIONS, [rulesArn(group, app)]),
    grant(SCHEDULE_ACTIONS, [schedulesArn(beat)]),
    grant(["iam:PassRole"], [role.roleArn], { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } }),
    // A target is named by its ARN, which SQS tells for the URL that the environment has.
    grant(
      ["sqs:GetQueueAttributes"],
      queues.map(({ queue }) => queue.queueArn),
    ),
  ].reduce((all, one) => all.combine(one), grant(LIST_ACTIONS, ["*"]));
}
