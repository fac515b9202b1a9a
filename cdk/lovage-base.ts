import type { Alarm, Dashboard, MathExpression, MathExpressionOptions } from "aws-cdk-lib/aws-cloudwatch";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { Construct } from "constructs";
import { addAlarms, type LovageAlarmProps } from "./add-alarms.ts";
import { addDashboard, type LovageDashboardProps } from "./add-dashboard.ts";
import type { AppOutline } from "./app-outline.ts";
import type { Beat } from "./beat.ts";
import { combinedMetric } from "./combined-metric.ts";
import type { LovageGrants } from "./lovage-grants.ts";
import type { ITaskQueue } from "./task-queue-base.ts";
import type { Worker } from "./worker.ts";

/** An app in AWS, new or imported. */
export interface ILovage {
  /** The app's name, as in `createApp({ name })`. */
  readonly app: string;
  /** The queues, by the app's names for them. */
  readonly queues: Readonly<Record<string, ITaskQueue>>;
  readonly table: ITable;
  /** Lets functions and others send tasks, read results, consume and manage. */
  readonly grants: LovageGrants;
  /** The environment of whoever sends tasks or reads results, for containers and what else is no function. */
  readonly producerEnvironment: Readonly<Record<string, string>>;
  /** The environment of whoever runs tasks or manages the app, likewise. */
  readonly consumerEnvironment: Readonly<Record<string, string>>;
}

/** What a new app and an imported one have in common: what can be measured, watched and shown. */
export abstract class LovageBase extends Construct implements ILovage {
  abstract readonly app: string;
  abstract readonly queues: Readonly<Record<string, ITaskQueue>>;
  abstract readonly table: ITable;
  /** The workers, by name: "default", and those of the prop `workers`. An imported app shows none. */
  abstract readonly workers: Readonly<Record<string, Worker>>;
  /** What EventBridge sends the app's ticks with. An imported app shows none. */
  abstract readonly beat: Beat | undefined;
  /** What the entries say of the app, for its dashboard. Nothing of an imported app, nor where the entries were not loaded. */
  abstract readonly outline: AppOutline | undefined;
  abstract readonly grants: LovageGrants;
  abstract readonly producerEnvironment: Readonly<Record<string, string>>;
  abstract readonly consumerEnvironment: Readonly<Record<string, string>>;

  /** How old the oldest waiting message of all queues is, in seconds: how far the workers are behind. */
  metricOldestMessageAge(options?: MathExpressionOptions): MathExpression {
    const metrics = this.#queues.map((queue) => queue.metricOldestMessageAge());
    return combinedMetric("MAX", "Oldest message (s)", metrics, options);
  }

  /** How many messages wait in all queues. */
  metricWaiting(options?: MathExpressionOptions): MathExpression {
    const metrics = this.#queues.map((queue) => queue.metricWaiting());
    return combinedMetric("SUM", "Waiting", metrics, options);
  }

  /** How many messages of all queues are received and not yet acknowledged. */
  metricInFlight(options?: MathExpressionOptions): MathExpression {
    const metrics = this.#queues.map((queue) => queue.metricInFlight());
    return combinedMetric("SUM", "In flight", metrics, options);
  }

  /** How many messages were sent to all queues. */
  metricSent(options?: MathExpressionOptions): MathExpression {
    const metrics = this.#queues.map((queue) => queue.metricSent());
    return combinedMetric("SUM", "Sent", metrics, options);
  }

  /** How many dead letters there are in all queues. */
  metricDeadLetters(options?: MathExpressionOptions): MathExpression {
    const metrics = this.#queues.map((queue) => queue.metricDeadLetters());
    return combinedMetric("SUM", "Dead letters", metrics, options);
  }

  /**
   * Alarms on what an operator must know: for each queue its oldest message and its dead letters, for each worker its
   * errors, throttles and dropped invocations; and the ticks that EventBridge could not deliver.
   *
   * ```ts
   * shop.addAlarms({ topic: new Topic(this, "Operators") });
   * ```
   *
   * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
   */
  addAlarms(props: LovageAlarmProps = {}): Alarm[] {
    return addAlarms(this, props);
  }

  /**
   * A CloudWatch dashboard of the queues, the workers and the table. CloudWatch asks $3 a month for it beyond the
   * account's first three.
   *
   * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
   */
  addDashboard(props: LovageDashboardProps = {}): Dashboard {
    return addDashboard(this, props);
  }

  get #queues(): ITaskQueue[] {
    return Object.values(this.queues);
  }
}
