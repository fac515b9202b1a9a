import { Annotations, Duration, Names, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import type { Metric, MetricOptions } from "aws-cdk-lib/aws-cloudwatch";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct, type IDependable } from "constructs";
import { beatPolicy, rulesMaySend, rulesMayUse } from "./beat-policy.ts";
import type { ITaskQueue } from "./task-queue-base.ts";

/** What the beat of an app is made with. */
export interface BeatProps {
  /** The name of the app, as in `createApp({ name })`. */
  readonly app: string;
  /** The queues that ticks may go to. */
  readonly queues: readonly ITaskQueue[];
  /**
   * A key of your own for the queue of undelivered ticks.
   * @default - SSE-SQS, which costs nothing.
   */
  readonly encryptionKey?: IKey | undefined;
}

/**
 * What EventBridge needs to send an app's ticks: the queues' consent to the app's rules; for Scheduler a group and the one
 * role with which it sends; and a queue for ticks that cannot be delivered. None of it costs anything while nothing ticks, so
 * that it is there for schedules that are put at run time, too.
 */
export class Beat extends Construct {
  readonly app: string;
  readonly queues: readonly ITaskQueue[];
  /** The group of the app's Scheduler schedules. It takes them with it when it goes. */
  readonly group: CfnScheduleGroup;
  /** With what Scheduler sends. It may send to the app's queues and do nothing else. */
  readonly role: Role;
  /** Where ticks go that EventBridge could not deliver for a day, or for as long as they were of use. */
  readonly deadLetterQueue: Queue;
  /** The policies without which a tick does not arrive, and would not be tried again either. */
  readonly consents: readonly IDependable[];
  readonly #reachable: ReadonlySet<string>;

  constructor(scope: Construct, id: string, { app, queues, encryptionKey }: BeatProps) {
    super(scope, id);
    this.app = app;
    this.queues = queues;
    // A queue of its own: EventBridge takes no FIFO queue for this, and what a rule leaves there is its event, which a
    // worker could not read.
    this.deadLetterQueue = new Queue(this, "DeadLetterQueue", {
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      encryption: encryptionKey ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED,
      encryptionMasterKey: encryptionKey,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    Validations.of(this.deadLetterQueue).acknowledge({
      id: "AwsSolutions-SQS3",
      reason: "It is the dead-letter queue of rules and schedules; the check knows those of queues and functions only.",
    });
    this.group = new CfnScheduleGroup(this, "Group", {
      // Of the stack and the path, as the queues' names are, so that an app can be in one account twice.
      name: Names.uniqueResourceName(this, { maxLength: 64, separator: "-", allowedSpecialCharacters: "_" }),
    });
    const { account } = Stack.of(this);
    const targets = [...queues.map(({ queue }) => queue), this.deadLetterQueue];
    this.role = new Role(this, "Role", {
      // Scheduler names the group, not the schedule, as the source
      // (https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html).
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": this.group.attrArn } },
      }),
      description: `EventBridge Scheduler sends the ticks of the Lovage app "${app}" with it`,
      inlinePolicies: { Beat: beatPolicy(targets) },
    });
    const answers = targets.map((queue) => queue.addToResourcePolicy(rulesMaySend(this, app, queue)));
    this.consents = answers.flatMap(({ policyDependable }) => policyDependable ?? []);
    this.#reachable = new Set(queues.filter((_, index) => answers[index]?.statementAdded).map(({ name }) => name));
    for (const { name, queue } of queues) {
      if (this.rulesReach(name)) continue;
      const must =
        "must let events.amazonaws.com send for the rules of this app, or no tick of a schedule that is put at run time arrives";
      const warning = `The policy of the queue ${queue.queueName} is not this app's to change, and ${must}.`;
      Annotations.of(this).addWarningV2("lovage:policy-of-queue", warning);
    }
    for (const key of new Set(targets.flatMap(({ encryptionMasterKey }) => encryptionMasterKey ?? []))) {
      if (key.addToResourcePolicy(rulesMayUse(this), true).statementAdded) continue;
      const must = "must let events.amazonaws.com use kms:GenerateDataKey and kms:Decrypt, or no rule's tick arrives";
      const warning = `The policy of the key ${key.keyArn} is not this app's to change, and ${must}.`;
      Annotations.of(this).addWarningV2("lovage:key-of-ticks", warning);
    }
  }

  /**
   * Whether rules may send to a queue. Not to one of another stack, whose policy is not this app's to change; Scheduler may,
   * by its role.
   */
  rulesReach(queue: string): boolean {
    return this.#reachable.has(queue);
  }

  /** How many ticks could not be delivered. */
  metricDeadLetters(options?: MetricOptions): Metric {
    return this.deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: "Maximum", ...options });
  }
}
