import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { CreateQueueCommand, DeleteQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { awsAdapters, tableDefinition } from "../../src/aws/index.ts";
import { type Runtime, silentLogger, systemRuntime } from "../../src/runtime/index.ts";
import { deadLetterName, queueName, readSettings } from "../../src/settings/index.ts";
import type { Fault } from "./known-faults.ts";
import type { World } from "./world.ts";

/** Where AWS, or what plays it, is. */
export interface AwsWorldOptions {
  readonly endpoint: string;
  readonly faults: ReadonlySet<Fault>;
  /** @default the machine's */
  readonly runtime?: Partial<Runtime>;
  /** @default nothing is done: time passes by itself */
  readonly elapse?: (ms: number) => Promise<void>;
  /** Whether to make a table; an endpoint may play SQS alone. @default true */
  readonly table?: boolean;
}

/** The AWS adapters at an endpoint, with queues and a table of their own, which go when the world is closed. */
export async function awsWorld({ endpoint, faults, runtime, elapse, table = true }: AwsWorldOptions): Promise<World> {
  const name = `lovage-contract-${Math.random().toString(36).slice(2, 10)}`;
  const settings = readSettings({ name, endpoint, journalShards: 3 }, {});
  const client = {
    endpoint,
    region: process.env.AWS_REGION ?? "us-east-1",
    ...(process.env.AWS_ACCESS_KEY_ID ? {} : { credentials: { accessKeyId: "test", secretAccessKey: "test" } }),
  };
  const sqs = new SQSClient(client);
  const dynamodb = new DynamoDBClient(client);
  const full = systemRuntime({ logger: silentLogger, ...runtime });
  const adapters = awsAdapters(settings, full);
  const deadAdapters = new Map<string, World["broker"]>();
  const urls: string[] = [];
  const create = async (QueueName: string) => {
    const Attributes: Record<string, string> = QueueName.endsWith(".fifo") ? { FifoQueue: "true" } : {};
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
    urls.push(QueueUrl);
    return QueueUrl;
  };
  if (table) {
    await dynamodb.send(new CreateTableCommand(tableDefinition(settings.table)));
    await waitUntilTableExists({ client: dynamodb, maxWaitTime: 60, minDelay: 1 }, { TableName: settings.table });
  }
  let queues = 0;
  return {
    ...adapters,
    clock: full.clock,
    faults,
    queue: async (kind) => {
      const queue = `queue-${++queues}${kind === "fifo" ? ".fifo" : ""}`;
      await create(queueName(name, queue));
      const url = await create(deadLetterName(name, queue));
      // An app whose queue is the dead-letter queue of ours reads it.
      const reader = readSettings({ name, endpoint, queues: { [queue]: { url } } }, {});
      deadAdapters.set(queue, awsAdapters(reader, full).broker);
      return queue;
    },
    deadLetters: async (queue) =>
      (await deadAdapters.get(queue)?.receive({ queue, max: 10, waitSeconds: elapse ? 0 : 2 })) ?? [],
    elapse: elapse ?? (async () => {}),
    close: async () => {
      await Promise.all(urls.map((QueueUrl) => sqs.send(new DeleteQueueCommand({ QueueUrl }))));
      if (table) await dynamodb.send(new DeleteTableCommand({ TableName: settings.table }));
      sqs.destroy();
      dynamodb.destroy();
    },
  };
}
