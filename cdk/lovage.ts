import { CfnOutput, Tags } from "aws-cdk-lib";
import type { MathExpression, MathExpressionOptions, Metric } from "aws-cdk-lib/aws-cloudwatch";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { IBucket } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { variables } from "../src/settings/index.ts";
import type { AddSchedule } from "./add-schedule.ts";
import { type AppOutline, outlineOf } from "./app-outline.ts";
import { Beat } from "./beat.ts";
import { checkLovage } from "./check-lovage.ts";
import { combinedMetric } from "./combined-metric.ts";
import { deploySchedules } from "./deploy-schedules.ts";
import { type AnySchedule, entryFor } from "./entry-for.ts";
import { beatEnvironment, consumerEnvironment, producerEnvironment, urlsByName } from "./environment.ts";
import { ImportedLovage, type LovageAttributes } from "./imported-lovage.ts";
import { loadEntries } from "./load-entries.ts";
import { LovageBase } from "./lovage-base.ts";
import { LovageGrants } from "./lovage-grants.ts";
import { attributesOf, type LovageOutputs } from "./lovage-outputs.ts";
import type { LovageProps, LovageQueueProps } from "./lovage-props.ts";
import { outputName } from "./output-name.ts";
import { PayloadBucket } from "./payload-bucket.ts";
import { planWorkers, type WorkerPlan } from "./plan-workers.ts";
import { TaskQueue } from "./task-queue.ts";
import type { ITaskQueue } from "./task-queue-base.ts";
import { TaskTable } from "./task-table.ts";
import { Worker } from "./worker.ts";

/**
 * A Lovage app in AWS: its queues with their dead-letter queues, its table, and the functions that run its tasks.
 *
 * ```ts
 * const shop = new Lovage(this, "Shop", {
 *   app: "shop",
 *   entry: "src/tasks.ts",
 *   queues: { default: {}, mail: { maxConcurrency: 5 } },
 * });
 * shop.addSchedule("monday-report", { schedule: crontab({ hour: 4, minute: 30, dayOfWeek: 1 }), task: report });
 * shop.grants.send(webFunction);
 * ```
 *
 * Tasks that are scheduled by their names are held against their types where the construct has the type of their module,
 * as a producer has: `new Lovage<typeof tasks>(…)`.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION; where the entry declares schedules also MODULE_NOT_LOADED,
 * SCHEDULES_NOT_READ, NO_APP_FOUND, and as `addSchedule`
 */
export class Lovage<Tasks = unknown> extends LovageBase {
  /**
   * An app that exists, by its queues and its table: to let others send to it, and to watch it.
   *
   * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
   */
  static fromAttributes(scope: Construct, id: string, attributes: LovageAttributes): LovageBase {
    return new ImportedLovage(scope, id, attributes);
  }

  /**
   * An app that was deployed by another CDK app, perhaps in another account, by the outputs of its stack:
   *
   * ```ts
   * const outputs = JSON.parse(readFileSync("shop-outputs.json", "utf8")).Shop;
   * Lovage.fromOutputs(this, "Shop", { app: "shop", outputs }).grants.send(webFunction);
   * ```
   *
   * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
   */
  static fromOutputs(scope: Construct, id: string, outputs: LovageOutputs): LovageBase {
    return new ImportedLovage(scope, id, attributesOf(scope, id, outputs));
  }

  readonly app: string;
  readonly queues: Readonly<Record<string, ITaskQueue>>;
  readonly table: ITable;
  readonly workers: Readonly<Record<string, Worker>>;
  /** The bucket for large arguments and results, where there is one. */
  readonly payloads: IBucket | undefined;
  readonly beat: Beat;
  readonly outline: AppOutline | undefined;
  /**
   * Deploys a schedule of a task, besides those that the entry declares. A task is given as it is imported, or by its name; its
   * arguments are held against its types.
   *
   * ```ts
   * shop.addSchedule("heartbeat", { schedule: every("10s"), task: add, args: [16, 4] });
   * shop.addSchedule("monday-report", { schedule: crontab("30 4 * * 1", { timezone: "Europe/Oslo" }), task: "report" });
   * ```
   *
   * @throws LovageError as `app.schedule`; DUPLICATE_SCHEDULE, INVALID_OPTION when the queue is none of the construct's,
   * INVALID_ARGUMENTS, INVALID_SCHEDULE, SCHEDULE_TOO_LARGE, DELAY_ON_FIFO, GROUP_REQUIRED
   */
  readonly addSchedule: AddSchedule<Tasks>;
  readonly grants: LovageGrants;
  readonly producerEnvironment: Readonly<Record<string, string>>;
  readonly consumerEnvironment: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: LovageProps) {
    super(scope, id);
    checkLovage(props);
    this.app = props.app;
    const queues = props.queues ?? { default: {} };
    const plans = planWorkers(props, queues);
    this.table = props.table ?? this.#makeTable(props);
    this.queues = this.#makeQueues(props, queues, plans);
    const all = Object.values(this.queues);
    this.beat = new Beat(this, "Beat", { app: props.app, queues: all, encryptionKey: props.encryptionKey });
    this.payloads = this.#makeBucket(props);
    this.workers = this.#makeWorkers(props, queues, plans);
    const loaded = loadEntries(this, props, plans);
    this.outline = outlineOf(loaded);
    const schedules = deploySchedules(this, props, loaded, this.beat);
    const add = (name: string, what: AnySchedule) => schedules.add(...entryFor(name, what));
    this.addSchedule = add as unknown as AddSchedule<Tasks>;
    const place = { ...props, queues: all, consumes: all, table: this.table, beat: this.beat, payloads: this.payloads };
    this.producerEnvironment = producerEnvironment(this, place);
    this.consumerEnvironment = consumerEnvironment(this, place);
    const environments = { producer: this.producerEnvironment, consumer: this.consumerEnvironment };
    const payloads = this.payloads && { app: props.app, bucket: this.payloads };
    this.grants = new LovageGrants(all, this.table, environments, this.beat, payloads);
    this.#makeOutputs(props.app);
    Tags.of(this).add("lovage:app", props.app);
  }

  /** How many batches all workers were given. */
  metricInvocations(options?: MathExpressionOptions): MathExpression {
    return this.#ofWorkers("Invocations", (worker) => worker.metricInvocations(), options);
  }

  /** How many invocations of all workers died. Failed tasks are not among them. */
  metricErrors(options?: MathExpressionOptions): MathExpression {
    return this.#ofWorkers("Errors", (worker) => worker.metricErrors(), options);
  }

  /** How many invocations of all workers Lambda put off, for want of concurrency. */
  metricThrottles(options?: MathExpressionOptions): MathExpression {
    return this.#ofWorkers("Throttles", (worker) => worker.metricThrottles(), options);
  }

  #makeTable({ encryptionKey, pointInTimeRecovery, removalPolicy }: LovageProps): ITable {
    return new TaskTable(this, "Table", { encryptionKey, pointInTimeRecovery, removalPolicy }).table;
  }

  #makeBucket({ payloads, encryptionKey, removalPolicy }: LovageProps): IBucket | undefined {
    if (typeof payloads === "object") return payloads.bucket;
    return payloads ? new PayloadBucket(this, "Payloads", { encryptionKey, removalPolicy }).bucket : undefined;
  }

  #makeQueues({ encryptionKey }: LovageProps, queues: Record<string, LovageQueueProps>, plans: WorkerPlan[]) {
    const scope = new Construct(this, "Queues");
    const timeouts = new Map(plans.flatMap(({ queues, props }) => queues.map((name) => [name, props.timeout])));
    return Object.fromEntries(
      Object.entries(queues).map(([name, { queue, timeLimit, visibilityTimeout }]) => {
        if (queue) return [name, queue];
        const functionTimeout = timeouts.get(name);
        return [name, new TaskQueue(scope, name, { timeLimit, functionTimeout, visibilityTimeout, encryptionKey })];
      }),
    );
  }

  #makeWorkers({ app, routes }: LovageProps, queues: Record<string, LovageQueueProps>, plans: WorkerPlan[]) {
    const scope = new Construct(this, "Workers");
    const mapped = Object.entries(this.queues).map(([name, queue]) => {
      const { queue: _, timeLimit, visibilityTimeout, ...mapping } = queues[name] ?? {};
      return { ...mapping, queue };
    });
    return Object.fromEntries(
      plans.map((plan) => {
        const own = mapped.filter(({ queue }) => plan.queues.includes(queue.name));
        const { table, beat, payloads } = this;
        const sendsTo = Object.values(this.queues);
        return [
          plan.name,
          new Worker(scope, plan.name, { ...plan.props, app, routes, table, queues: own, sendsTo, beat, payloads }),
        ];
      }),
    );
  }

  /** The values of the app's environment variables, each under the variable's name without its underscores. */
  #makeOutputs(app: string): void {
    const names = variables(app);
    const queues = Object.values(this.queues);
    const values = {
      [names.app]: app,
      [names.queues]: urlsByName(this, queues, ({ queue }) => queue.queueUrl),
      [names.deadLetters]: urlsByName(this, queues, ({ deadLetterQueue }) => deadLetterQueue.queueUrl),
      [names.table]: this.table.tableName,
      ...beatEnvironment(this.beat),
      ...(this.payloads && { [names.payloadBucket]: this.payloads.bucketName }),
    };
    for (const [variable, value] of Object.entries(values)) {
      const output = new CfnOutput(this, variable, { value, description: variable });
      output.overrideLogicalId(outputName(variable));
    }
  }

  #ofWorkers(label: string, metric: (worker: Worker) => Metric, options?: MathExpressionOptions): MathExpression {
    return combinedMetric("SUM", label, Object.values(this.workers).map(metric), options);
  }
}
