import { CreateQueueCommand, DeleteQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { awsAdapters } from "../../src/aws/index.ts";
import { consumeBatch } from "../../src/consumer/index.ts";
import { startEmbeddedCloud } from "../../src/dev/index.ts";
import { Invocation } from "../../src/execution/index.ts";
import { createApp } from "../../src/index.ts";
import { memoryAdapters } from "../../src/memory/index.ts";
import { FrozenClock, silentLogger, systemRuntime, uuidIds } from "../../src/runtime/index.ts";
import { deadLetterName, queueName } from "../../src/settings/index.ts";

const clock = new FrozenClock();
const queues = { default: {}, mail: {} };
const app = createApp({
  name: "late",
  beatRole: "arn:aws:iam::000000000000:role/late-beat",
  beatDeadLetters: "arn:aws:sqs:us-east-1:000000000000:late-undelivered",
  queues,
});
const ran: [name: string, at: number][] = [];
const remind = app.task("remind", (name: string) => {
  ran.push([name, clock.now()]);
  return name;
});
let endpoint = "";
let close = async () => {};
const sqs = () =>
  new SQSClient({ endpoint, region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } });
const create = (name: string) => sqs().send(new CreateQueueCommand({ QueueName: name }));

beforeAll(async () => {
  const cloud = await startEmbeddedCloud({ clock, ids: uuidIds(clock), port: 0 });
  ({ endpoint } = cloud);
  close = () => cloud.close();
  for (const queue of Object.keys(queues)) {
    await create(deadLetterName("late", queue));
    await create(queueName("late", queue));
  }
  await create("late-undelivered");
  const runtime = systemRuntime({ clock, logger: silentLogger });
  const settings = { ...app.settings, endpoint };
  // The store is in memory: nothing here is about it.
  app.connect(
    { ...awsAdapters(settings, runtime), store: memoryAdapters({ clock }).store },
    { clock, logger: silentLogger },
  );
});
afterAll(() => close());

/** Runs what is visible on a queue, as a worker does. */
async function work(queue: string): Promise<void> {
  const worker = await app.worker();
  const deliveries = await worker.broker.receive({ queue, max: 10, waitSeconds: 0 });
  const invocation = new Invocation({ worker: "test", clock, deadline: clock.now() + 60_000 });
  const { acknowledged } = await consumeBatch(deliveries, worker, invocation);
  await worker.broker.acknowledge(
    queue,
    acknowledged.map(({ receipt }) => receipt),
  );
}

it("keeps a message in Scheduler for two years, and runs it to the second", async () => {
  const due = clock.now() + 730 * 86_400_000 + 12_000;
  const result = await remind.applyAsync(["ada"], { eta: new Date(due) });
  await clock.advance(due - clock.now() - 60_000);
  await work("default");
  await clock.advance(60_000 - 1_000);
  await work("default");
  expect([ran, await result.state()]).toEqual([[], "PENDING"]);
  await clock.advance(1_000);
  await work("default");
  expect([ran, await result.state()]).toEqual([[["ada", due]], "SUCCESS"]);
});

it("shows a message that could not be delivered among the dead letters, and sends it after all", async () => {
  ran.length = 0;
  const result = await remind.applyAsync(["bob"], { countdown: "1h", queue: "mail" });
  const QueueUrl = `${endpoint}/000000000000/${queueName("late", "mail")}`;
  await sqs().send(new DeleteQueueCommand({ QueueUrl }));
  await clock.advance(3_600_000);
  const [letter, ...others] = await app.deadLetters.list();
  expect(letter).toMatchObject({ queue: "mail", reason: "UNDELIVERED", task: "remind", id: result.id });
  expect(letter?.error).toContain("NonExistentQueue");
  expect(others).toEqual([]);
  await clock.advance(60_000);
  await create(queueName("late", "mail"));
  expect((await app.deadLetters.redrive("all")).taken).toHaveLength(1);
  await work("mail");
  expect([ran.map(([name]) => name), await app.deadLetters.list()]).toEqual([["bob"], []]);
});
