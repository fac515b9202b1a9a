import { createApp } from "lovage";
import { afterAll, beforeAll, expect, it } from "vitest";
import { awsAdapters, tableDefinition } from "../../src/aws/index.ts";
import { consumeBatch } from "../../src/consumer/index.ts";
import { type EmbeddedCloud, startEmbeddedCloud } from "../../src/dev/index.ts";
import { Invocation } from "../../src/execution/index.ts";
import { silentLogger, systemClock, systemRuntime, uuidIds } from "../../src/runtime/index.ts";

let cloud: EmbeddedCloud;

beforeAll(async () => {
  cloud = await startEmbeddedCloud({
    clock: systemClock,
    ids: uuidIds(systemClock),
    port: 0,
    queues: [{ name: "shop-default-dead-letters" }, { name: "shop-default" }],
    tables: [tableDefinition("shop-tasks") as { TableName: string }],
  });
});
afterAll(() => cloud.close());

it("large arguments and a large result go by S3, through the adapters on AWS", async () => {
  const app = createApp({ name: "shop", endpoint: cloud.endpoint, payloadBucket: "shop-payloads" });
  const turn = app.task("turn", (text: string, at: Date) => [at, text.toUpperCase()] as const);
  const runtime = systemRuntime({ logger: silentLogger });
  app.connect(awsAdapters(app.settings, runtime), runtime);
  const text = "ø".repeat(1_200_000);

  const result = await turn.delay(text, new Date(0));
  const worker = await app.worker();
  const deliveries = await worker.broker.receive({ queue: "default", max: 1, waitSeconds: 1 });
  expect(deliveries[0]?.body.length).toBeLessThan(2_000);
  await consumeBatch(deliveries, worker, new Invocation({ worker: "test", clock: systemClock, lease: 60_000 }));

  expect(await result.state()).toBe("SUCCESS");
  const [at, upper] = await result.get();
  expect(at).toEqual(new Date(0));
  expect(upper === text.toUpperCase()).toBe(true);
  expect(await result.arguments()).toMatchObject({ complete: false, args: expect.stringMatching(/^\["ø+…$/) });
  const record = await result.record();
  await result.forget();
  const key = record?.state === "SUCCESS" ? (record.payload?.key ?? "") : "";
  expect(key).toContain(result.id);
  expect(await worker.payloads?.get(key)).toBeUndefined();
});
