import type { Duration, Size } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { Architecture, ILayerVersion, Tracing } from "aws-cdk-lib/aws-lambda";
import type { RetentionDays } from "aws-cdk-lib/aws-logs";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { Beat } from "./beat.ts";
import type { QueueMappingProps } from "./queue-mapping.ts";
import type { ITaskQueue } from "./task-queue-base.ts";
import type { WorkerBundling } from "./worker-bundling.ts";
import type { WorkerNetworkProps } from "./worker-network.ts";

/** What can be said of a worker's function, in Lambda's words. */
export interface WorkerFunctionProps extends WorkerNetworkProps {
  /**
   * How long an invocation may run: up to 900 seconds, and longer than the time limits of its queues. Before it ends,
   * unfinished tasks are given back.
   * @default - the longest time limit of its queues and ten seconds; 60 seconds where none has one.
   */
  readonly timeout?: Duration;
  /**
   * Memory in MB, 128 to 10,240, and with it the share of a processor (one at 1,769).
   * @default 512 - below, Node starts and parses noticeably slower for a saving that tasks that wait do not see.
   */
  readonly memorySize?: number;
  /**
   * The size of /tmp.
   * @default - 512 MB
   */
  readonly ephemeralStorageSize?: Size;
  /**
   * The processor. Native modules must be built for it.
   * @default Architecture.ARM_64 - a fifth cheaper.
   */
  readonly architecture?: Architecture;
  /**
   * Environment variables of your own. Lambda allows 4 KB in all, with those that name queues and table.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Layers, for modules that are not bundled.
   * @default - none
   */
  readonly layers?: ILayerVersion[];
  /**
   * Traces by X-Ray: of the invocation, and of what the code calls where it is instrumented.
   * @default Tracing.DISABLED
   */
  readonly tracing?: Tracing;
  /**
   * How long log lines are kept.
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays;
  /**
   * How the code is bundled.
   * @default - minified, everything bundled.
   */
  readonly bundling?: WorkerBundling;
  /**
   * Refused. A function at its reserved concurrency throttles what its queue has already received, and each such
   * receive brings a message that nobody has tried closer to the dead-letter queue. Bound the queue instead, by its
   * `maxConcurrency`.
   * @default - none: the account's concurrency
   */
  readonly reservedConcurrentExecutions?: never;
}

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

/** What a worker is made with. */
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
  /**
   * Where messages wait that its tasks send with a countdown or eta beyond 15 minutes: in the beat's group of EventBridge
   * Scheduler. It gives the worker no more than what it has, to send to the app's queues, only later.
   * @default - on their queue, hidden again and again, for 13 days at most.
   */
  readonly beat?: Beat;
  /**
   * The bucket in which arguments and results are kept that are too large for messages and records.
   * @default - none: such arguments are refused, and tasks with such results fail.
   */
  readonly payloads?: IBucket;
}
