import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createApp } from "lovage";
import { expect, it, onTestFinished } from "vitest";
import { awsAdapters, tableDefinition } from "../../src/aws/index.ts";
import { consumeBatch } from "../../src/consumer/index.ts";
import { startEmbeddedCloud } from "../../src/dev/index.ts";
import { Invocation } from "../../src/execution/index.ts";
import { FrozenClock, silentLogger, systemRuntime, uuidIds } from "../../src/runtime/index.ts";
import { queueName } from "../../src/settings/index.ts";

/* Sends that collapse, through DynamoDB and SQS, with two workers and on a clock that stands still. */

async function setup() {
  const clock = new FrozenClock(new Date("2026-03-27T03:04:05Z"));
  const cloud = await startEmbeddedCloud({ clock, ids: uuidIds(clock), port: 0 });
  onTestFinished(() => cloud.close());
  const app = createApp({ name: "shop", endpoint: cloud.endpoint, beatRole: "arn:aws:iam::000000000000:role/beat" });
  const adapters = awsAdapters(app.settings, systemRuntime({ clock, logger: silentLogger }));
  app.connect(adapters, { clock, logger: silentLogger });
  cloud.provide({ name: queueName("shop", "default"), attributes: { visibilityTimeout: 900 } });
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const dynamodb = new DynamoDBClient({ endpoint: cloud.endpoint, region: "us-east-1", credentials });
  await dynamodb.send(new CreateTableCommand(tableDefinition(app.settings.table)));
  dynamodb.destroy();
  const ran: string[] = [];
  const note = app.task("note", (text: string) => {
    ran.push(text);
    return text.toUpperCase();
  });
  /** One worker's batch: answers with how many messages it had. */
  const take = async (): Promise<number> => {
    const deliveries = await adapters.broker.receive({ queue: "default", max: 10, waitSeconds: 0 });
    const invocation = new Invocation({ worker: "w", clock, deadline: clock.now() + 60_000 });
    const { acknowledged } = await consumeBatch(deliveries, await app.worker(), invocation);
    for (const { receipt } of acknowledged) await adapters.broker.acknowledge("default", [receipt]);
    return deliveries.length;
  };
  /** Two workers side by side, until nothing is visible. Answers with how many messages they had. */
  const work = async (): Promise<number> => {
    const [one, two] = await Promise.all([take(), take()]);
    return one + two === 0 ? 0 : one + two + (await work());
  };
  return { app, adapters, clock, note, ran, work };
}

it("fifty senders at once with one idempotency key are one task, which two workers run once", async () => {
  const { note, ran, work, clock } = await setup();
  const options = { idempotencyKey: "order 7", idempotencyWindow: "1h" } as const;
  const results = await Promise.all(Array.from({ length: 50 }, () => note.applyAsync(["a"], options)));
  expect(new Set(results.map(({ id }) => id)).size).toBe(1);
  await work();
  // What met the running one was hidden until its lease is over.
  await clock.advance(120_000);
  await work();
  expect(ran).toEqual(["a"]);
  expect(await results[49]?.result()).toBe("A");
  await note.applyAsync(["a"], options);
  expect(await work()).toBe(0);
  await clock.advance(3_600_000);
  await note.applyAsync(["b"], options);
  await work();
  expect(ran).toEqual(["a", "b"]);
});

it("a sender that dies between its key and its message leaves the task to the next one", async () => {
  const { adapters, note, ran, work } = await setup();
  const send = adapters.broker.send.bind(adapters.broker);
  adapters.broker.send = () => Promise.reject(new Error("the sender died"));
  for (const options of [{ idempotencyKey: "k" }, { throttle: { key: "k", every: "1h" } }] as const) {
    await expect(note.applyAsync(["a"], options)).rejects.toThrow("the sender died");
  }
  adapters.broker.send = send;
  await note.applyAsync(["b"], { idempotencyKey: "k" });
  await note.applyAsync(["c"], { throttle: { key: "k", every: "1h" } });
  await note.applyAsync(["d"], { throttle: { key: "k", every: "1h" } });
  await work();
  expect(ran.sort()).toEqual(["b", "c"]);
});

it("thirty senders at once that are debounced leave one, and those of a throttle another", async () => {
  const { note, ran, work, clock } = await setup();
  const texts = [...Array(30).keys()].map(String);
  const debounce = { key: "k", wait: "10s" } as const;
  const results = await Promise.all(texts.map((text) => note.applyAsync([text], { debounce })));
  expect(await work()).toBe(0);
  await clock.advance(10_000);
  await work();
  expect(ran).toHaveLength(1);
  const states = await Promise.all(results.map((result) => result.state()));
  expect(states.filter((state) => state === "REVOKED")).toHaveLength(29);
  const throttle = { key: "k", every: "1m" } as const;
  const same = await Promise.all(texts.map((text) => note.applyAsync([text], { throttle })));
  expect(new Set(same.map(({ id }) => id)).size).toBe(1);
  await work();
  await clock.advance(120_000);
  await work();
  expect(ran).toHaveLength(2);
});

it("of thirty tasks of one key that wait together, two workers run one", async () => {
  const { note, ran, work, clock } = await setup();
  const singleton = { key: "k", mode: "skip" } as const;
  const results = await note.delayMany(
    [...Array(30).keys()].map((index): [string] => [`${index}`]),
    { singleton },
  );
  await clock.advance(1_000);
  await work();
  await clock.advance(120_000);
  await work();
  expect(ran).toHaveLength(1);
  const states = await Promise.all(results.map((result) => result.state()));
  expect(states.filter((state) => state === "REVOKED")).toHaveLength(29);
});
