import { Stack } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IConstruct } from "constructs";
import { delayPrefix } from "../src/settings/index.ts";
import { acknowledgeWildcard } from "./acknowledge-wildcard.ts";
import type { Beat } from "./beat.ts";
import { allow } from "./worker-policy.ts";

/** What is asked of Scheduler for a message that waits for a long eta: to keep it, to look what is kept, and to take it back. */
const DELAY_ACTIONS = ["CreateSchedule", "GetSchedule", "UpdateSchedule", "DeleteSchedule"].map(
  (action) => `scheduler:${action}`,
);

/** The schedules that messages of an app wait in: those of the app's own group whose names begin as those of messages do. */
function keptArn({ app, group }: Beat): string {
  return Stack.of(group).formatArn({
    service: "scheduler",
    resource: "schedule",
    resourceName: `${group.ref}/${delayPrefix(app)}*`,
  });
}

/**
 * Lets someone keep an app's messages in Scheduler until their eta, and have them sent with the app's own role, which may send to
 * the app's queues and do nothing else.
 */
export function delayStatements(beat: Beat): PolicyStatement[] {
  return [
    allow("Delay", DELAY_ACTIONS, [keptArn(beat)]),
    new PolicyStatement({
      sid: "DelayRole",
      actions: ["iam:PassRole"],
      resources: [beat.role.roleArn],
      conditions: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
    }),
  ];
}

/** Tells cdk-nag why the statements have a wildcard. */
export function acknowledgeDelays(role: IConstruct, beat: Beat): void {
  const reason =
    "A message that waits in Scheduler is named after its task's id, which nobody knows before it is sent.";
  acknowledgeWildcard(role, keptArn(beat), reason);
}
