import { Arn, Stack } from "aws-cdk-lib";
import { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { type IQueue, Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { rule, variables } from "../src/settings/index.ts";
import { appRule, checkProps } from "./check-props.ts";
import type { LovageAttributes } from "./imported-lovage.ts";
import { outputName } from "./output-name.ts";
import { TaskQueue } from "./task-queue.ts";

/** An app that was deployed, by the outputs of its stack. */
export interface LovageOutputs {
  /** The name of the app, as in `createApp({ name })`. */
  readonly app: string;
  /** The outputs of its stack by name, as `cdk deploy --outputs-file` writes them. */
  readonly outputs: Readonly<Record<string, string>>;
  /**
   * The key of its queues and table, where it has one of its own.
   * @default - none
   */
  readonly encryptionKey?: IKey;
  /**
   * Queues by task name, as the app's own `routes`.
   * @default - none; without a queue of its own a task goes to the default queue.
   */
  readonly routes?: Readonly<Record<string, string>>;
}

const rules = { app: appRule, outputs: rule.object, encryptionKey: rule.object, routes: rule.object };

/** SQS's URLs, also those of an emulator: host, account, name. */
const sqsUrl = /^https?:\/\/(?:sqs\.([a-z0-9-]+)\.)?[^/]+\/(\d{12})\/([\w.-]+)$/;

/**
 * Reads the parts of an app from the outputs of its stack.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export function attributesOf(scope: Construct, id: string, props: LovageOutputs): LovageAttributes {
  checkProps("Lovage.fromOutputs", props, rules);
  const { app, outputs, encryptionKey, routes } = props;
  const names = variables(app);
  const parts = new Construct(scope, `${id}Parts`);
  const queues = read(outputs, outputName(names.queues));
  const letters = read(outputs, outputName(names.deadLetters), Object.keys(queues));
  const queueOf = (part: string, url: string | undefined) => importQueue(parts, part, url, encryptionKey);
  const table = outputName(names.table);
  checkProps("Lovage.fromOutputs outputs", { [table]: outputs[table] ?? null }, { [table]: rule.text });
  const [first = ""] = Object.values(queues);
  return {
    app,
    queues: Object.entries(queues).map(([name, url]) =>
      TaskQueue.fromQueues(parts, name, {
        queue: queueOf(`${name}-Queue`, url),
        deadLetterQueue: queueOf(`${name}-DeadLetters`, letters[name]),
      }),
    ),
    table: TableV2.fromTableAttributes(parts, "Table", {
      tableArn: arnOf(parts, "dynamodb", first, `table/${outputs[table]}`),
      ...(encryptionKey && { encryptionKey }),
    }),
    ...(routes && { routes }),
  };
}

function importQueue(scope: Construct, id: string, url: string | undefined, key: IKey | undefined): IQueue {
  const name = sqsUrl.exec(url ?? "")?.[3] ?? "";
  const queueArn = arnOf(scope, "sqs", url ?? "", name);
  return Queue.fromQueueAttributes(scope, id, {
    queueArn,
    ...(url && { queueUrl: url }),
    ...(key && { keyArn: key.keyArn }),
  });
}

/** An ARN beside a queue: of its region and account. An emulator's URL names no region; the stack's stands in for it. */
function arnOf(scope: Construct, service: string, url: string, resource: string): string {
  const [, region, account] = sqsUrl.exec(url) ?? [];
  const stack = Stack.of(scope);
  const { partition } = stack;
  return Arn.format({
    service,
    resource,
    partition,
    region: region ?? stack.region,
    account: account ?? stack.account,
  });
}

/** The URLs of an output, with those of the names that must be in it. */
function read(outputs: Readonly<Record<string, string>>, name: string, must: readonly string[] = []) {
  const urls = parsed(outputs[name]);
  const known = Object.keys(outputs).join(", ") || "none";
  const allowed = `the URLs of queues as JSON, as the app's stack puts them out (among the outputs ${known})`;
  const good = () =>
    Object.keys(urls).length > 0 &&
    must.every((queue) => Object.hasOwn(urls, queue)) &&
    Object.values(urls).every((url) => typeof url === "string" && sqsUrl.test(url));
  checkProps("Lovage.fromOutputs outputs", { [name]: outputs[name] ?? null }, { [name]: { allowed, test: good } });
  return urls as Record<string, string>;
}

function parsed(text: string | undefined): object {
  try {
    return Object(JSON.parse(text ?? "null"));
  } catch {
    return {};
  }
}
