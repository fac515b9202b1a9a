import { join } from "node:path";
import { QueueEngine } from "../../queue/index.ts";
import { cloudWatch, QueueSamples } from "../cloudwatch/index.ts";
import { DynamoDb, dynamoDbTarget } from "../dynamodb/index.ts";
import { eventBridge } from "../eventbridge/index.ts";
import type { FunctionAnswer } from "../lambda/index.ts";
import { s3 } from "../s3/index.ts";
import { scheduler } from "../scheduler/index.ts";
import { keepQueues, sqsService } from "../sqs/index.ts";
import { handleAwsJson } from "../wire/index.ts";
import type { CloudOptions, FunctionPlan, QueuePlan } from "./cloud-options.ts";
import { Deployments } from "./deployments.ts";
import { createFront, shut } from "./front.ts";
import { listen } from "./listen.ts";
import { lockFolder } from "./lock-folder.ts";

/** AWS in this process: SQS, DynamoDB, EventBridge, Scheduler, CloudWatch's measures of queues, and Lambda's event source mappings, on one port of 127.0.0.1. */
export interface EmbeddedCloud {
  /** Where AWS clients find it: what AWS_ENDPOINT_URL is set to. */
  readonly endpoint: string;
  /** The queues, past the wire: for a dashboard in the same process, and for tests. */
  readonly engine: QueueEngine;
  /** Makes a queue, or gives the one of that name these attributes. @throws LovageError QUEUE_REFUSED */
  provide(queue: QueuePlan): void;
  /**
   * Makes a function, or changes the one of that name, and connects it to its queues.
   *
   * @throws LovageError INVALID_OPTION where Lambda would refuse a mapping
   */
  deploy(plan: FunctionPlan): void;
  /** Makes a schedule group, where there is none of the name. */
  provideScheduleGroup(name: string): void;
  /** Runs one invocation of a function that is deployed, beside those of its queues. @param event - as JSON text */
  invoke(name: string, event: string): Promise<FunctionAnswer>;
  /**
   * Lets invocations end, and then everything go: port, processes, timers, files.
   *
   * @param grace - how long invocations may still take, in milliseconds. @default 10 s
   */
  close(grace?: number): Promise<void>;
}

/**
 * Starts the embedded cloud, with its queues and tables.
 *
 * @throws LovageError PORT_TAKEN, DATA_FOLDER_TAKEN, DATA_FILE_DAMAGED, QUEUE_REFUSED
 */
export async function startEmbeddedCloud(options: CloudOptions): Promise<EmbeddedCloud> {
  const { clock, ids, logger, port, dataFolder, queues = [], tables = [], tell = () => {} } = options;
  const { random = Math.random } = options;
  const opened: (() => unknown)[] = [];
  const closeOpened = async () => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    if (dataFolder !== undefined) opened.push(lockFolder(dataFolder));
    const engine = new QueueEngine({ clock, ids });
    if (dataFolder !== undefined) {
      const journal = keepQueues(engine, join(dataFolder, "queues.jsonl"));
      opened.push(() => journal.close());
    }
    for (const queue of queues) provide(engine, queue);
    opened.push(() => engine.close());

    const dynamodb = await DynamoDb.open(dataFolder === undefined ? undefined : join(dataFolder, "dynamodb"));
    opened.push(() => dynamodb.close());
    for (const table of tables) await dynamodb.createTable(table);

    const beat = { clock, ids, engine, dataFolder, tell };
    const rules = eventBridge(beat);
    opened.push(() => rules.close());
    const schedules = scheduler({ ...beat, random, logger });
    opened.push(() => schedules.close());

    const samples = new QueueSamples({ clock, engine, every: options.sampleEvery });
    opened.push(() => samples.close());

    const services = [sqsService(engine), rules.service, cloudWatch(samples)];
    const awsJson = handleAwsJson(services, { ids, ...(logger && { logger }) });
    const names = [...services.map(({ target }) => target), dynamoDbTarget, "Scheduler", "S3"];
    const objects = s3(dataFolder === undefined ? undefined : join(dataFolder, "s3"));
    const front = createFront({ dynamodb, s3: objects, scheduler: schedules, awsJson, services: names });
    const endpoint = `http://127.0.0.1:${await listen(front, port)}`;
    opened.push(() => shut(front));

    const deployments = new Deployments({ clock, engine, tell });
    return {
      endpoint,
      engine,
      provide: (queue) => provide(engine, queue),
      deploy: (plan) => deployments.deploy(plan),
      provideScheduleGroup: (name) => schedules.provideGroup(name),
      invoke: (name, event) => deployments.invoke(name, event),
      async close(grace) {
        await deployments.close(grace);
        await closeOpened();
      },
    };
  } catch (error) {
    await closeOpened();
    throw error;
  }
}

/** Makes a queue; one that was kept from an earlier start gets the attributes that it is to have now. */
function provide(engine: QueueEngine, { name, attributes = {} }: QueuePlan): void {
  const kept = engine.find(name);
  if (kept) kept.setAttributes(attributes);
  else engine.create(name, attributes);
}
