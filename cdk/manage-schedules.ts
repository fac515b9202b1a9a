import { Stack } from "aws-cdk-lib";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { beatPrefix } from "../src/settings/index.ts";
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

/** Lets someone put, read and remove the schedules of an app, and no other's; to list them is allowed for all or for none by AWS. */
export function manageSchedules(grantee: IGrantable, { app, group, queues, role }: Beat): Grant {
  const schedules = Stack.of(group).formatArn({
    service: "scheduler",
    resource: "schedule",
    resourceName: `${group.ref}/${beatPrefix(app)}*`,
  });
  const grant = (actions: string[], resourceArns: string[], conditions?: Record<string, Record<string, unknown>>) =>
    Grant.addToPrincipal({ grantee, actions, resourceArns, ...(conditions && { conditions }) });
  return [
    grant(RULE_ACTIONS, [rulesArn(group, app)]),
    grant(SCHEDULE_ACTIONS, [schedules]),
    grant(["iam:PassRole"], [role.roleArn], { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } }),
    // A target is named by its ARN, which SQS tells for the URL that the environment has.
    grant(
      ["sqs:GetQueueAttributes"],
      queues.map(({ queue }) => queue.queueArn),
    ),
  ].reduce((all, one) => all.combine(one), grant(["events:ListRules", "scheduler:ListSchedules"], ["*"]));
}
