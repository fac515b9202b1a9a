import { Stack } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { beatPrefix } from "../src/settings/index.ts";
import { allow, arnsOf, keysOf, SEND_KEY_ACTIONS } from "./worker-policy.ts";

/** All that Scheduler may do with the app's role. */
export function beatPolicy(targets: readonly IQueue[]): PolicyDocument {
  const keys = keysOf(targets).map((key, index) => allow(`QueueKey${index}`, SEND_KEY_ACTIONS, [key.keyArn]));
  return new PolicyDocument({ statements: [allow("Send", ["sqs:SendMessage"], arnsOf(targets)), ...keys] });
}

/** The ARN of all of an app's rules, as a pattern. */
export function rulesArn(scope: Construct, app: string): string {
  return Stack.of(scope).formatArn({ service: "events", resource: "rule", resourceName: `${beatPrefix(app)}*` });
}

/** For a queue's policy: the app's rules may send to it. Rules have no role for a queue; the queue must let them. */
export function rulesMaySend(scope: Construct, app: string, queue: IQueue): PolicyStatement {
  return new PolicyStatement({
    sid: "Rules",
    principals: [new ServicePrincipal("events.amazonaws.com")],
    actions: ["sqs:SendMessage"],
    resources: [queue.queueArn],
    // The rule's ARN has the account in it, so that no other account's rule can be meant.
    conditions: { ArnLike: { "aws:SourceArn": rulesArn(scope, app) } },
  });
}

/** For a key's policy: the rules of this account may use it for what they send to queues. */
export function rulesMayUse(scope: Construct): PolicyStatement {
  return new PolicyStatement({
    sid: "Rules",
    principals: [new ServicePrincipal("events.amazonaws.com")],
    actions: SEND_KEY_ACTIONS,
    resources: ["*"],
    conditions: { StringEquals: { "aws:SourceAccount": Stack.of(scope).account } },
  });
}
