import { resolve } from "node:path";
import { type Duration, RemovalPolicy } from "aws-cdk-lib";
import type { Metric, MetricOptions } from "aws-cdk-lib/aws-cloudwatch";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  EventSourceMapping,
  Function as Lambda,
  RecursiveLoop,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { checkWorker, checkWorkerQueue } from "./check-worker.ts";
import { acknowledgeDelays, delayStatements } from "./delay-policy.ts";
import { workerEnvironment } from "./environment.ts";
import { guardEnvironment } from "./environment-limit.ts";
import { acknowledgePayloads, payloadStatements } from "./payload-policy.ts";
import type { ITaskQueue } from "./task-queue-base.ts";
import { isBelow, warnUnwise } from "./warn-unwise.ts";
import { workerCode } from "./worker-code.ts";
import { acknowledgeWildcards, networkStatements } from "./worker-network.ts";
import { workerPolicy } from "./worker-policy.ts";
import type { WorkerProps } from "./worker-props.ts";
import { workerTimeout } from "./worker-timeout.ts";

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
    checkWorker(where, props);
    warnUnwise(this, {
      when: isBelow(props.memorySize, 256),
      id: "little-memory",
      why: "Below 256 MB a function has less than a sixth of a processor: it starts slowly, and tasks that compute cost more time than the memory saves.",
    });
    const consumes = props.queues.map(({ queue }) => queue);
    const sendsTo = props.sendsTo ?? consumes;
    const payloads = props.payloads && { app: props.app, bucket: props.payloads };
    this.timeout = props.timeout ?? workerTimeout(consumes.map(({ timeLimit }) => timeLimit));
    for (const queue of props.queues) checkWorkerQueue(where, queue, this.timeout);

    this.logGroup = new LogGroup(this, "Logs", {
      retention: props.logRetention ?? RetentionDays.ONE_MONTH,
      // Lines that go after a month anyway need not outlive the function.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // A role of its own: AWS's managed policy for functions lets them write to every log group of the account.
    this.role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `The worker of the Lovage app "${props.app}"`,
      inlinePolicies: {
        Worker: workerPolicy({
          consumes,
          sendsTo,
          table: props.table,
          logGroup: this.logGroup,
          more: [
            ...(payloads ? payloadStatements(payloads) : []),
            ...(props.beat ? delayStatements(props.beat) : []),
            ...(props.vpc ? networkStatements() : []),
          ],
        }),
      },
    });
    const traced = (props.tracing ?? Tracing.DISABLED) !== Tracing.DISABLED;
    acknowledgeWildcards(this.role, { vpc: props.vpc !== undefined, tracing: traced });
    if (props.beat) acknowledgeDelays(this.role, props.beat);
    if (payloads) acknowledgePayloads(this.role, payloads);
    const { entry, handler, bundling, architecture = Architecture.ARM_64 } = props;
    const code = {
      ...bundling,
      projectRoot: resolve(props.projectRoot ?? "."),
      entry,
      handler,
      payloads: payloads !== undefined,
    };
    this.function = new Lambda(this, "Resource", {
      description: describe(props.app, consumes),
      code: workerCode(code, architecture),
      handler: "index.handler",
      runtime: Runtime.NODEJS_24_X,
      architecture,
      role: this.role,
      logGroup: this.logGroup,
      timeout: this.timeout,
      memorySize: props.memorySize ?? 512,
      ephemeralStorageSize: props.ephemeralStorageSize,
      layers: props.layers,
      vpc: props.vpc,
      vpcSubnets: props.vpcSubnets,
      securityGroups: props.securityGroups,
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
          beat: props.beat,
          payloads: props.payloads,
        }),
      },
    });
    guardEnvironment(this.function);
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

  /** How many batches it was given. */
  metricInvocations(options?: MetricOptions): Metric {
    return this.function.metricInvocations(options);
  }

  /** How many of its invocations died: out of memory, out of time, or not started. Failed tasks are not among them. */
  metricErrors(options?: MetricOptions): Metric {
    return this.function.metricErrors(options);
  }

  /** How many invocations Lambda put off, for want of concurrency. */
  metricThrottles(options?: MetricOptions): Metric {
    return this.function.metricThrottles(options);
  }

  /** How long its batches take, in milliseconds. */
  metricDuration(options?: MetricOptions): Metric {
    return this.function.metricDuration(options);
  }

  /** How many of its invocations run at once, at most. */
  metricConcurrentExecutions(options?: MetricOptions): Metric {
    return this.function.metric("ConcurrentExecutions", { statistic: "Maximum", ...options });
  }

  /** How many invocations Lambda dropped as a loop: none, as long as the function is allowed them. */
  metricRecursiveInvocationsDropped(options?: MetricOptions): Metric {
    return this.function.metric("RecursiveInvocationsDropped", { statistic: "Sum", ...options });
  }
}

/** A sentence for the console, where Lambda has room for 256 characters. */
function describe(app: string, queues: readonly ITaskQueue[]): string {
  const sentence = (names: string) => `Runs the tasks of ${names} of the Lovage app "${app}"`;
  const whole = sentence(queues.map(({ name }) => name).join(", "));
  return whole.length <= 256 ? whole : sentence(`${queues.length} queues`);
}
