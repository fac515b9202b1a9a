import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { delayPrefix } from "../src/settings/index.ts";
import type { Beat } from "./beat.ts";
import { allow } from "./worker-policy.ts";

/** What is asked of Scheduler for a message that waits for a long eta: to keep it, to look what is kept, and to take it back. */
const DELAY_ACTIONS = ["CreateSchedule", "GetSchedule", "UpdateSchedule", "DeleteSchedule"].map(
  (action) => `scheduler:${action}`,
);

/**
 * Lets someone keep an app's messages in Scheduler until their eta: in schedules of the app's own group whose names begin as those
 * of messages do, sent with the app's own role, which may send to the app's queues and do nothing else.
 */
export function delayStatements({ app, group, role }: Beat): PolicyStatement[] {
  const kept = Stack.of(group).formatArn({
    service: "scheduler",
    resource: "schedule",
    resourceName: `${group.ref}/${delayPrefix(app)}*`,
  });
  return [
    allow("Delay", DELAY_ACTIONS, [kept]),
    new PolicyStatement({
      sid: "DelayRole",
      actions: ["iam:PassRole"],
      resources: [role.roleArn],
      conditions: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
    }),
  ];
}
