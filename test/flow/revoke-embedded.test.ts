import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createApp, every } from "lovage";
import { expect, it, onTestFinished } from "vitest";
import { awsAdapters, tableDefinition } from "../../src/aws/index.ts";
import { type BatchAnswer, consumeBatch } from "../../src/consumer/index.ts";
import { startEmbeddedCloud } from "../../src/dev/index.ts";
import { Invocation } from "../../src/execution/index.ts";
import { FrozenClock, silentLogger, systemRuntime, uuidIds } from "../../src/runtime/index.ts";
import { queueName } from "../../src/settings/index.ts";

/* Revoking through DynamoDB, SQS and Scheduler, on a clock that stands still; what goes over the wire is waited for. */

async function setup() {
  const clock = new FrozenClock(new Date("2026-03-27T03:04:05Z"));
  const cloud = await startEmbeddedCloud({ clock, ids: uuidIds(clock), port: 0 });
  onTestFinished(() => cloud.close());
  const app = createApp({ name: "shop", endpoint: cloud.endpoint, beatRole: "arn:aws:iam::000000000000:role/beat" });
  const runtime = systemRuntime({ clock, logger: silentLogger });
  const adapters = awsAdapters(app.settings, runtime);
  const looks: Promise<unknown>[] = [];
  const readMany = adapters.store.readMany.bind(adapters.store);
  adapters.store.readMany = (ids) => {
    const look = readMany(ids);
    looks.push(look);
    return look;
  };
  /** Moves the clock on, and waits until what was due has been looked at. */
  const pass = async (ms: number) => {
    await clock.advance(ms);
    await Promise.all(looks);
  };
  app.connect(adapters, { clock, logger: silentLogger });
  cloud.provide({ name: queueName("shop", "default"), attributes: { visibilityTimeout: 1_000_000 } });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const dynamodb = new DynamoDBClient({ endpoint: cloud.endpoint, region: "us-east-1", credentials });
  await dynamodb.send(new CreateTableCommand(tableDefinition(app.settings.table)));
  dynamodb.destroy();
  const begun: string[] = [];
  const knocks: PromiseWithResolvers<void>[] = [];
  const nth = (n: number) => (knocks[n] ??= Promise.withResolvers<void>());
  const slow = app.task("slow", { bind: true }, (task) => {
    nth(begun.push(task.tick?.scheduledAt.toISOString().slice(11, 16) ?? task.id) - 1).resolve();
    return new Promise((_, reject) => task.signal.addEventListener("abort", () => reject(task.signal.reason)));
  });
  const receive = () => adapters.broker.receive({ queue: "default", max: 10, waitSeconds: 0 });
  /** Takes what is visible, and answers when all of it has ended. */
  const take = async (): Promise<BatchAnswer> => {
    const invocation = new Invocation({ worker: "w", clock, deadline: clock.now() + 900_000 });
    const answer = await consumeBatch(await receive(), await app.worker(), invocation);
    for (const { receipt } of answer.acknowledged) await adapters.broker.acknowledge("default", [receipt]);
    return answer;
  };
  return { app, pass, slow, begun, hasBegun: (n: number) => nth(n - 1).promise, take, receive };
}

it("a task is revoked in Scheduler, on its queue and in its worker", async () => {
  const { app, pass, slow, begun, hasBegun, take, receive } = await setup();
  const kept = await slow.applyAsync([], { countdown: "3h" });
  const queued = await slow.delay();
  const running = await slow.delay();
  expect(await queued.revoke()).toMatchObject({ outcome: "revoked" });
  expect(await app.revoke(kept.id)).toMatchObject({ outcome: "revoked" });

  const taken = take();
  await hasBegun(1);
  expect(await running.revoke({ terminate: true, reason: "wrong month" })).toMatchObject({ outcome: "terminating" });
  await pass(5_000);
  const { acknowledged, kept: returned } = await taken;
  expect([acknowledged.length, returned.length]).toEqual([2, 0]);
  expect(begun).toEqual([running.id]);
  expect(await running.record()).toMatchObject({ state: "REVOKED", reason: "wrong month", task: "slow", attempt: 1 });
  expect(await running.revoke()).toMatchObject({ outcome: "finished", state: "REVOKED" });

  await pass(4 * 3_600_000);
  expect(await receive()).toEqual([]);
  expect([await queued.state(), await kept.state()]).toEqual(["REVOKED", "REVOKED"]);
});

it("a run of a schedule takes the place of the one before, which is ended first", async () => {
  const { app, pass, slow, begun, hasBegun, take } = await setup();
  app.schedule("minutely", every("1m"), slow, { overlap: "replace" });
  await app.beat.sync();
  await pass(60_000);
  const first = take();
  await hasBegun(1);
  await pass(60_000);
  // It waits for the first one's end.
  expect((await take()).kept).toHaveLength(1);
  await pass(5_000);
  expect((await first).acknowledged).toHaveLength(1);
  await pass(5_000);
  const second = take();
  await hasBegun(2);
  expect(begun).toEqual(["03:05", "03:06"]);
  const [last, before] = await app.beat.lastRuns("minutely", 2);
  expect([before?.record?.state, last?.record?.state]).toEqual(["REVOKED", "STARTED"]);
  expect(before?.record).toMatchObject({ reason: `overlap: replaced by the run ${last?.id} of the schedule` });
  await app.beat.remove("minutely");
  await app.revoke(last?.id ?? "", { terminate: true });
  await pass(5_000);
  await second;
});
