import type { Duration } from "aws-cdk-lib";
import type { Metric, MetricOptions } from "aws-cdk-lib/aws-cloudwatch";
import type { IQueue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

/** A queue of tasks with its dead-letter queue, new or imported. */
export interface ITaskQueue {
  /** The app's name for the queue, such as "mail" or "orders.fifo". */
  readonly name: string;
  readonly queue: IQueue;
  readonly deadLetterQueue: IQueue;
  /** For how long a received message is hidden; unknown where a queue was imported without it. */
  readonly visibilityTimeout?: Duration | undefined;
  /** The time limit of the slowest task, where one was given. */
  readonly timeLimit?: Duration | undefined;

  /** How old the oldest waiting message is, in seconds: how far the workers are behind. */
  metricOldestMessageAge(options?: MetricOptions): Metric;
  /** How many messages wait to be received. */
  metricWaiting(options?: MetricOptions): Metric;
  /** How many messages are received and not yet acknowledged: tasks that run, and those that wait for a retry. */
  metricInFlight(options?: MetricOptions): Metric;
  /** How many messages wait for their countdown. */
  metricDelayed(options?: MetricOptions): Metric;
  /** How many messages were sent. */
  metricSent(options?: MetricOptions): Metric;
  /** How many dead letters there are. (Not how many were sent there: a redrive does not lower that.) */
  metricDeadLetters(options?: MetricOptions): Metric;
}

/** What a new queue and an imported one have in common: their metrics. */
export abstract class TaskQueueBase extends Construct implements ITaskQueue {
  abstract readonly name: string;
  abstract readonly queue: IQueue;
  abstract readonly deadLetterQueue: IQueue;
  abstract readonly visibilityTimeout: Duration | undefined;
  abstract readonly timeLimit: Duration | undefined;

  metricOldestMessageAge(options?: MetricOptions): Metric {
    return this.queue.metricApproximateAgeOfOldestMessage({ statistic: "Maximum", ...options });
  }

  metricWaiting(options?: MetricOptions): Metric {
    return this.queue.metricApproximateNumberOfMessagesVisible({ statistic: "Maximum", ...options });
  }

  metricInFlight(options?: MetricOptions): Metric {
    return this.queue.metricApproximateNumberOfMessagesNotVisible({ statistic: "Maximum", ...options });
  }

  metricDelayed(options?: MetricOptions): Metric {
    return this.queue.metricApproximateNumberOfMessagesDelayed({ statistic: "Maximum", ...options });
  }

  metricSent(options?: MetricOptions): Metric {
    return this.queue.metricNumberOfMessagesSent(options);
  }

  metricDeadLetters(options?: MetricOptions): Metric {
    return this.deadLetterQueue.metricApproximateNumberOfMessagesVisible({ statistic: "Maximum", ...options });
  }
}
