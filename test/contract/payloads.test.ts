import { expect, it } from "vitest";
import { awsAdapters } from "../../src/aws/index.ts";
import { startEmbeddedCloud } from "../../src/dev/index.ts";
import { memoryAdapters } from "../../src/memory/index.ts";
import { FrozenClock, silentLogger, systemClock, systemRuntime, uuidIds } from "../../src/runtime/index.ts";
import { readSettings } from "../../src/settings/index.ts";
import { describePayloads, type PayloadWorld } from "./payloads.contract.ts";

describePayloads("payloads in memory", async () => {
  const { payloads, engine } = memoryAdapters({ clock: new FrozenClock() });
  return { payloads, close: async () => engine.close() };
});

describePayloads("payloads in the embedded S3", async () => {
  const cloud = await startEmbeddedCloud({ clock: systemClock, ids: uuidIds(systemClock), port: 0 });
  return { ...inS3(cloud.endpoint, "contract-payloads"), close: () => cloud.close() };
});

it("gives up payloads in memory when S3 would: after 45 days", async () => {
  const clock = new FrozenClock();
  const { payloads, engine } = memoryAdapters({ clock });
  await payloads.put("app/id/hash", "text");
  await clock.advance(45 * 86_400_000 - 1);
  expect(await payloads.get("app/id/hash")).toBe("text");
  await clock.advance(1);
  expect(await payloads.get("app/id/hash")).toBeUndefined();
  engine.close();
});

/*
 * And in a bucket of any endpoint that speaks AWS:
 *
 *     LOVAGE_TEST_BUCKET=my-bucket LOVAGE_TEST_ENDPOINT=http://localhost:4566 npx vitest run test/contract/payloads.test.ts
 */
const { LOVAGE_TEST_BUCKET: bucket, LOVAGE_TEST_ENDPOINT: endpoint } = process.env;
if (bucket) describePayloads(`payloads in ${bucket}`, async () => inS3(endpoint, bucket));
else it("waits for LOVAGE_TEST_BUCKET to name a bucket to be tried", () => expect(bucket).toBeFalsy());

function inS3(endpoint: string | undefined, payloadBucket: string): PayloadWorld {
  const settings = readSettings({ name: "contract", payloadBucket, ...(endpoint !== undefined && { endpoint }) }, {});
  const { payloads } = awsAdapters(settings, systemRuntime({ logger: silentLogger }));
  if (!payloads) throw new Error("There are no payloads, although there is a bucket.");
  return { payloads, close: async () => {} };
}
