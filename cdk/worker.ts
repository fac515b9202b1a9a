import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Duration, RemovalPolicy } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, EventSourceMapping, Function as Lambda, RecursiveLoop, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { LONGEST_VISIBILITY, rule } from "../src/settings/index.ts";
import { appRule, checkProps, durationRule, isToken } from "./check-props.ts";
import { workerEnvironment } from "./environment.ts";

import { checkMapping, mappingRules, type QueueMappingProps } from "./queue-mapping.ts";
import type { ITaskQueue } from "./task-queue.ts";
import { bundlingRules } from "./worker-bundling.ts";
import { workerCode } from "./worker-code.ts";
import { workerPolicy } from "./worker-policy.ts";
import { functionRules, type WorkerFunctionProps } from "./worker-props.ts";
import { workerTimeout } from "./worker-timeout.ts";

/** A queue that a worker consumes, and how. */
export interface WorkerQueue extends QueueMappingProps {
  readonly queue: ITaskQueue;
}

/** What a worker's code is made of. */
export interface WorkerCodeProps {
  /** The module that exports the app, from the project's root: "src/tasks.ts". */
  readonly entry: string;
  /**
   * The export of the entry that is a Lambda handler already, made with `createWorker`.
   * @default - a handler is made of the app that the entry exports.
   */
  readonly handler?: string;
  /**
   * The folder of the project, with its package.json.
   * @default - where the CDK app is run, which is where its cdk.json is.
   */
  readonly projectRoot?: string;
}

export interface WorkerProps extends WorkerFunctionProps, WorkerCodeProps {
  /** The name of the app, as in `createApp({ name })`. */
  readonly app: string;
  /** The queues that it consumes. */
  readonly queues: readonly WorkerQueue[];
  /** The table of the app. */
  readonly table: ITable;
  /**
   * The queues that its tasks send to.
   * @default - those that it consumes.
   */
  readonly sendsTo?: readonly ITaskQueue[];
  /**
   * Queues by task name, for tasks whose definition names none: `{ "mail.*": "mail" }`.
   * @default - none
   */
  readonly routes?: Readonly<Record<string, string>>;
}

const list = (what: string) => ({ allowed: `a list of ${what}`, test: Array.isArray });
const rules = {
  ...functionRules,
  app: appRule,
  entry: rule.text,
  handler: { allowed: "the name of an export", test: (v: unknown) => typeof v === "string" && /^[\w$]+$/.test(v) },
  projectRoot: rule.text,
  queues: list("queues, { queue, maxConcurrency… }"),
  table: rule.object,
  sendsTo: list("TaskQueues"),
  routes: rule.object,
};

/**
 * A Lambda function that runs the app's tasks, with its role, its log group, and an event source mapping to each of
 * its queues that reports failed messages one by one.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export class Worker extends Construct {
  readonly function: Lambda;
  readonly role: Role;
  readonly logGroup: LogGroup;
  readonly timeout: Duration;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const where = `Worker "${id}"`;
    checkProps(where, props, rules);
    checkProps(`${where} bundling`, props.bundling ?? {}, bundlingRules);
    const consumes = props.queues.map(({ queue }) => queue);
    const sendsTo = props.sendsTo ?? consumes;
    this.timeout = props.timeout ?? workerTimeout(consumes.map(({ timeLimit }) => timeLimit));
    for (const queue of props.queues) checkQueue(where, queue, this.timeout);

    this.logGroup = new LogGroup(this, "Logs", {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      // Lines that go after a month anyway need not outlive the function.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of its own: AWS's managed policy for functions lets them write to every log group of the account.
    this.role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `The worker of the Lovage app "${props.app}"`,
      inlinePolicies: { Worker: workerPolicy({ consumes, sendsTo, table: props.table, logGroup: this.logGroup }) },
    });
    const architecture = props.architecture ?? Architecture.ARM_64;
    this.function = new Lambda(this, "Resource", {
      description: `Runs the tasks of ${consumes.map(({ name }) => name).join(", ")} of the Lovage app "${props.app}"`,
      code: workerCode(codeOf(where, props), architecture),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture,
      role: this.role,
      logGroup: this.logGroup,
      timeout: this.timeout,
      memorySize: props.memorySize ?? 512,
      ephemeralStorageSize: props.ephemeralStorageSize,
      layers: props.layers,
      tracing: props.tracing,
      // Tasks that send tasks look to Lambda like a loop, which it would break after about 16 hops; Lovage counts hops itself.
      recursiveLoop: RecursiveLoop.ALLOW,
      environment: {
        NODE_OPTIONS: "--enable-source-maps",
        ...props.environment,
        ...workerEnvironment(this, {
          app: props.app,
          table: props.table,
          queues: sendsTo,
          consumes,
          routes: props.routes,
        }),
      },
    });
    for (const { queue, ...mapping } of props.queues) {
      new EventSourceMapping(this, `Mapping-${queue.name}`, {
        ...mapping,
        batchSize: mapping.batchSize ?? 10,
        target: this.function,
        eventSourceArn: queue.queue.queueArn,
        reportBatchItemFailures: true,
      });
    }
  }
}

function checkQueue(where: string, { queue, ...mapping }: WorkerQueue, timeout: Duration): void {
  const at = `${where} queue "${queue.name}"`;
  checkProps(at, mapping, mappingRules);
  checkMapping(at, queue.name, mapping);
  if (isToken(timeout)) return;
  const seconds = timeout.toSeconds();
  const visible = durationRule(
    seconds,
    LONGEST_VISIBILITY,
    `: Lambda refuses less than the function's timeout; give the queue functionTimeout`,
  );
  checkProps(at, { visibilityTimeout: queue.visibilityTimeout }, { visibilityTimeout: visible });
  const limit = durationRule(1, seconds - 1, `: less than the function's timeout`);
  checkProps(at, { timeLimit: queue.timeLimit }, { timeLimit: limit });
}

function codeOf(where: string, props: WorkerProps) {
  const projectRoot = resolve(props.projectRoot ?? ".");
  const { entry, handler, bundling } = props;
  const exists = {
    allowed: `a file, by its path from ${projectRoot}`,
    test: () => existsSync(resolve(projectRoot, entry)),
  };
  checkProps(where, { entry }, { entry: exists });
  return { ...bundling, projectRoot, entry, handler };
}
