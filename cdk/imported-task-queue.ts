import type { Duration } from "aws-cdk-lib";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { LONGEST_FUNCTION_TIMEOUT, LONGEST_VISIBILITY, rule } from "../src/settings/index.ts";
import { checkProps, durationRule } from "./check-props.ts";
import { TaskQueueBase } from "./task-queue-base.ts";

/** A queue of tasks that exists, with its dead-letter queue: `Queue.fromQueueArn` and the like. */
export interface TaskQueueReference {
  /**
   * The app's name for the queue. One that ends in `.fifo` is taken for FIFO.
   * @default - the construct's id.
   */
  readonly name?: string;
  /** The queue. One with a key of its own is imported with it: `Queue.fromQueueAttributes({ queueArn, keyArn })`. */
  readonly queue: IQueue;
  /** The queue that its dead letters go to. */
  readonly deadLetterQueue: IQueue;
  /**
   * For how long it hides a received message, so that a worker's timeout can be held against it here and not only by
   * Lambda.
   * @default - unknown, and not checked.
   */
  readonly visibilityTimeout?: Duration;
  /**
   * The time limit of its slowest task, from which the timeout of a worker is derived.
   * @default - none; functions have 60 seconds.
   */
  readonly timeLimit?: Duration;
}

const rules = {
  name: rule.text,
  queue: rule.object,
  deadLetterQueue: rule.object,
  visibilityTimeout: durationRule(0, LONGEST_VISIBILITY),
  timeLimit: durationRule(1, LONGEST_FUNCTION_TIMEOUT - 10),
};

/** A queue of tasks by reference. Made by `TaskQueue.fromQueues`. */
export class ImportedTaskQueue extends TaskQueueBase {
  readonly name: string;
  readonly queue: IQueue;
  readonly deadLetterQueue: IQueue;
  readonly visibilityTimeout: Duration | undefined;
  readonly timeLimit: Duration | undefined;

  constructor(scope: Construct, id: string, reference: TaskQueueReference) {
    super(scope, id);
    this.name = reference.name ?? id;
    checkProps(`TaskQueue.fromQueues "${this.name}"`, reference, rules);
    this.queue = reference.queue;
    this.deadLetterQueue = reference.deadLetterQueue;
    this.visibilityTimeout = reference.visibilityTimeout;
    this.timeLimit = reference.timeLimit;
  }
}
