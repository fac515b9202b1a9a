import type { Duration, RemovalPolicy } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import type { QueueMappingProps } from "./queue-mapping.ts";
import type { ITaskQueue } from "./task-queue-base.ts";
import type { WorkerCodeProps, WorkerFunctionProps } from "./worker-props.ts";

/** A queue of the app. Its name is its key in `queues`; one that ends in `.fifo` is FIFO. */
export interface LovageQueueProps extends QueueMappingProps {
  /**
   * A queue that exists: a `TaskQueue` of this or another stack, or one imported by `TaskQueue.fromQueues`. Its name is
   * the key. Its times are its own.
   * @default - a new one.
   */
  readonly queue?: ITaskQueue;
  /**
   * The time limit of the slowest task of this queue, from which the timeouts of function and queue are derived. At
   * most 890 seconds.
   * @default - none; the function has 60 seconds.
   */
  readonly timeLimit?: Duration;
  /**
   * For how long a received message is hidden. At least the timeout of the function.
   * @default - the function's timeout and a minute.
   */
  readonly visibilityTimeout?: Duration;
}

/** A worker beside the default one, for queues that need more memory, more time or other code. */
export interface LovageWorkerProps extends WorkerFunctionProps, Partial<WorkerCodeProps> {
  /** The names of the queues that it consumes; the default worker leaves them to it. */
  readonly queues: readonly string[];
}

/** All of an app. What is said of a function here holds for each worker that does not say it itself. */
export interface LovageProps extends WorkerFunctionProps, WorkerCodeProps {
  /** The name of the app, as in `createApp({ name })`. */
  readonly app: string;
  /**
   * The queues, by the names that tasks call them.
   * @default - one, "default".
   */
  readonly queues?: Readonly<Record<string, LovageQueueProps>>;
  /**
   * Workers for some of the queues.
   * @default - one worker, "default", for all queues.
   */
  readonly workers?: Readonly<Record<string, LovageWorkerProps>>;
  /**
   * Queues by task name, for producers that know tasks by their types only: `{ "mail.*": "mail" }`. Set in the
   * environment of workers and of functions given `grants.send`.
   * @default - none; without a queue of its own a task goes to the default queue.
   */
  readonly routes?: Readonly<Record<string, string>>;
  /**
   * Whether the schedules are deployed that the entry declares beside its tasks (`app.schedule`). The entry is then loaded
   * into the process that synthesizes.
   * @default true
   */
  readonly schedules?: boolean;
  /**
   * A table that exists, with keys `pk` and `sk` and expiry by `expiresAt`.
   * @default - a new one.
   */
  readonly table?: ITable;
  /**
   * Whether arguments and results that are too large for messages and records are kept in S3: in a new bucket, or in one that exists, which
   * is to have a lifecycle rule that expires objects after 45 days.
   * @default - they are not: such arguments are refused, and tasks with such results fail. The workers carry no client of S3.
   */
  readonly payloads?: boolean | { readonly bucket: IBucket };
  /**
   * A key of your own for the new queues, the new table and the new bucket. Only in a stack whose `env` names its region: CDK cannot write the table's
   * key otherwise.
   * @default - SSE-SQS and DynamoDB's own, which cost nothing.
   */
  readonly encryptionKey?: IKey;
  /**
   * Whether the new table can be put back to any second of the last 35 days.
   * @default true
   */
  readonly pointInTimeRecovery?: boolean;
  /**
   * What becomes of the new table, and the new bucket, when it leaves the stack. Queues and logs always go with the stack.
   * @default RemovalPolicy.RETAIN - it holds the results of your tasks.
   */
  readonly removalPolicy?: RemovalPolicy;
}
