import { Stack, Token, TokenComparison } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import type { Construct } from "constructs";
import { rule, variables } from "../src/settings/index.ts";
import { appRule, checkProps } from "./check-props.ts";
import { consumerEnvironment, producerEnvironment } from "./environment.ts";
import { LovageBase } from "./lovage-base.ts";
import { LovageGrants } from "./lovage-grants.ts";
import type { ITaskQueue } from "./task-queue-base.ts";
import type { Worker } from "./worker.ts";

/** An app that exists, by its parts. */
export interface LovageAttributes {
  /** The name of the app, as in `createApp({ name })`. */
  readonly app: string;
  /** Its queues, those that one wants to send to or to watch. */
  readonly queues: readonly ITaskQueue[];
  /** Its table. */
  readonly table: ITable;
  /**
   * Queues by task name, as the app's own `routes`, for producers that know tasks by their types only.
   * @default - none; without a queue of its own a task goes to the default queue.
   */
  readonly routes?: Readonly<Record<string, string>>;
}

const rules = {
  app: appRule,
  queues: {
    allowed: "a list of task queues, with one at least",
    test: (v: unknown) => Array.isArray(v) && v.length > 0,
  },
  table: rule.object,
  routes: rule.object,
};

/** An app by reference. Made by `Lovage.fromAttributes` and `Lovage.fromOutputs`. */
export class ImportedLovage extends LovageBase {
  readonly app: string;
  readonly queues: Readonly<Record<string, ITaskQueue>>;
  readonly table: ITable;
  readonly workers: Readonly<Record<string, Worker>> = {};
  readonly beat = undefined;
  readonly outline = undefined;
  readonly grants: LovageGrants;
  readonly producerEnvironment: Readonly<Record<string, string>>;
  readonly consumerEnvironment: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, attributes: LovageAttributes) {
    super(scope, id);
    checkProps("Lovage.fromAttributes", attributes, rules);
    const { app, queues, table } = attributes;
    this.app = app;
    this.queues = Object.fromEntries(queues.map((queue) => [queue.name, queue]));
    this.table = table;
    const place = { ...attributes, consumes: queues };
    const where = { [variables(app).table]: tableFrom(this, table) };
    this.producerEnvironment = { ...producerEnvironment(this, place), ...where };
    this.consumerEnvironment = { ...consumerEnvironment(this, place), ...where };
    const environments = { producer: this.producerEnvironment, consumer: this.consumerEnvironment };
    this.grants = new LovageGrants(queues, table, environments);
  }
}

/** What to call a table by: its name, or from another account its ARN, which DynamoDB takes in its place. */
function tableFrom(scope: Construct, table: ITable): string {
  const comparison = Token.compareStrings(Stack.of(scope).account, table.env.account);
  return comparison === TokenComparison.DIFFERENT ? table.tableArn : table.tableName;
}
