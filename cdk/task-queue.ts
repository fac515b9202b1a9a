import { Duration, Names, RemovalPolicy, Stack } from "aws-cdk-lib";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Queue, QueueEncryption, RedrivePermission } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { isFifo, LONGEST_FUNCTION_TIMEOUT, LONGEST_VISIBILITY, rule, timeBudget } from "../src/settings/index.ts";
import { checkProps, durationRule, isToken } from "./check-props.ts";
import { ImportedTaskQueue, type TaskQueueReference } from "./imported-task-queue.ts";
import { type ITaskQueue, TaskQueueBase } from "./task-queue-base.ts";
import { isBelow, warnUnwise } from "./warn-unwise.ts";
import { inSeconds } from "./worker-timeout.ts";

/** What a queue of tasks is made with. */
export interface TaskQueueProps {
  /**
   * The app's name for the queue. One that ends in `.fifo` makes both queues FIFO.
   * @default - the construct's id.
   */
  readonly name?: string;
  /**
   * The SQS name, without `.fifo`, of at most 62 characters. That of the dead-letter queue is this and `-dead-letters`.
   * @default - made of the stack's name and the construct's path. (Not left to CloudFormation: the dead-letter queue
   * allows this queue by its ARN, and this queue names the dead-letter queue by its own, so one of the two ARNs must
   * be known before there is a queue.)
   */
  readonly queueName?: string;
  /**
   * The time limit of the slowest task of this queue, from which the timeouts of function and queue are derived. At
   * most 890 seconds: Lambda's 900 less ten to end well in.
   * @default - none; functions have 60 seconds.
   */
  readonly timeLimit?: Duration;
  /**
   * The timeout of the function that consumes the queue.
   * @default - the time limit and ten seconds.
   */
  readonly functionTimeout?: Duration;
  /**
   * For how long a received message is hidden. At least the function's timeout, or Lambda refuses the mapping.
   * @default - the function's timeout and a minute, so that the task of a worker that died is back soon.
   */
  readonly visibilityTimeout?: Duration;
  /**
   * After how many receives SQS itself moves a message to the dead-letter queue, 1 to 1000. Only a net, for messages
   * whose worker never starts: Lovage counts attempts itself and sends a failed task to the dead-letter queue with
   * its reason, while receives also count throttles, redeliveries and every wait of a long countdown.
   * @default 1000
   */
  readonly maxReceiveCount?: number;
  /**
   * How long messages are kept in both queues. A standard dead-letter queue counts from the first send, so a shorter
   * time there loses letters early.
   * @default Duration.days(14)
   */
  readonly retentionPeriod?: Duration;
  /**
   * A key of your own for both queues. A queue that EventBridge feeds needs one whose policy allows EventBridge, or none.
   * @default - SSE-SQS, which costs nothing.
   */
  readonly encryptionKey?: IKey;
  /**
   * What becomes of both queues when they leave the stack.
   * @default RemovalPolicy.DESTROY - messages are of use only to the workers that leave with them.
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** What the name of a dead-letter queue ends in. */
const deadLetterSuffix = "-dead-letters";

/** SQS's 80 characters, less what a dead-letter queue and a FIFO queue add. */
const LONGEST_QUEUE_NAME = 80 - deadLetterSuffix.length - ".fifo".length;

const rules = {
  name: rule.text,
  queueName: {
    allowed: `at most ${LONGEST_QUEUE_NAME} letters, digits, - and _ (${deadLetterSuffix} and .fifo are added)`,
    test: (v: unknown) => typeof v === "string" && /^[\w-]+$/.test(v) && v.length <= LONGEST_QUEUE_NAME,
  },
  timeLimit: durationRule(1, LONGEST_FUNCTION_TIMEOUT - 10),
  functionTimeout: durationRule(1, LONGEST_FUNCTION_TIMEOUT),
  visibilityTimeout: durationRule(0, LONGEST_VISIBILITY),
  maxReceiveCount: rule.wholeNumber(1, 1000),
  retentionPeriod: durationRule(60, 1_209_600),
  encryptionKey: rule.object,
  removalPolicy: rule.text,
};

/**
 * A queue of tasks and its dead-letter queue: encrypted, TLS only, hidden long enough for its function.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export class TaskQueue extends TaskQueueBase {
  /**
   * A queue that exists, of another stack's making or of another tool's.
   *
   * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
   */
  static fromQueues(scope: Construct, id: string, reference: TaskQueueReference): ITaskQueue {
    return new ImportedTaskQueue(scope, id, reference);
  }

  readonly name: string;
  readonly queue: Queue;
  readonly deadLetterQueue: Queue;
  readonly visibilityTimeout: Duration;
  readonly timeLimit: Duration | undefined;

  constructor(scope: Construct, id: string, props: TaskQueueProps = {}) {
    super(scope, id);
    const where = `TaskQueue "${props.name ?? id}"`;
    checkProps(where, props, rules);

    this.name = props.name ?? id;
    this.timeLimit = props.timeLimit;
    this.visibilityTimeout = visibilityOf(where, props);

    warnUnwise(
      this,
      {
        when: isBelow(props.maxReceiveCount, 20),
        id: "few-receives",
        why: `After ${props.maxReceiveCount} receives SQS itself takes a message for dead, without a reason, and each throttle, redelivery and retry is a receive. Lovage counts attempts itself: leave maxReceiveCount high.`,
      },
      {
        when: isBelow(props.retentionPeriod, 4 * 86_400),
        id: "short-retention",
        why: "Messages and dead letters are gone for good after the retentionPeriod, counted from the first send: less than four days does not last over a weekend.",
      },
      {
        when: !isBelow(this.visibilityTimeout, 7200) && !isToken(this.visibilityTimeout),
        id: "long-visibility",
        why: "The task of a worker that died is back only after the visibilityTimeout: two hours or more is a long wait.",
      },
    );

    const fifo = isFifo(this.name);
    const queueName =
      props.queueName ??
      Names.uniqueResourceName(this, { maxLength: LONGEST_QUEUE_NAME, separator: "-", allowedSpecialCharacters: "_" });
    const physicalName = fifo ? `${queueName}.fifo` : queueName;
    const shared = {
      // Not `false`: CloudFormation takes the property only on a FIFO queue.
      fifo: fifo || undefined,
      retentionPeriod: props.retentionPeriod ?? Duration.days(14),
      enforceSSL: true,
      encryption: props.encryptionKey ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED,
      encryptionMasterKey: props.encryptionKey,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.DESTROY,
    };
    const source = Stack.of(this).formatArn({ service: "sqs", resource: physicalName });
    this.deadLetterQueue = new Queue(this, "DeadLetterQueue", {
      ...shared,
      queueName: `${queueName}${deadLetterSuffix}${fifo ? ".fifo" : ""}`,
      redriveAllowPolicy: {
        redrivePermission: RedrivePermission.BY_QUEUE,
        sourceQueues: [Queue.fromQueueArn(this, "Source", source)],
      },
    });
    this.queue = new Queue(this, "Resource", {
      ...shared,
      // For EventBridge, which sends no deduplication id; Lovage's own wins over it.
      contentBasedDeduplication: fifo || undefined,
      queueName: physicalName,
      visibilityTimeout: this.visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: props.maxReceiveCount ?? 1000 },
    });
  }
}

function visibilityOf(where: string, props: TaskQueueProps): Duration {
  const { functionTimeout, timeLimit, visibilityTimeout } = props;
  const budget = timeBudget({
    functionTimeout: functionTimeout && inSeconds(functionTimeout),
    timeLimit: timeLimit && inSeconds(timeLimit),
  });
  if (!visibilityTimeout) return Duration.seconds(budget.visibilityTimeout);
  if (!isToken(functionTimeout)) {
    const why = ": no less than the function's timeout, or Lambda refuses the mapping";
    checkProps(where, props, {
      ...rules,
      visibilityTimeout: durationRule(budget.functionTimeout, LONGEST_VISIBILITY, why),
    });
  }
  return visibilityTimeout;
}
