import { describe, expect, it } from "vitest";
import { dynamodbClient } from "../../../src/aws/dynamodb/dynamodb-client.ts";
import { sendRemaining } from "../../../src/aws/send-remaining.ts";
import { sqsClient } from "../../../src/aws/sqs/sqs-client.ts";
import type { Clock } from "../../../src/runtime/index.ts";
import { readSettings } from "../../../src/settings/index.ts";
import { recordedAws, ServiceError } from "./recorded-aws.ts";

const settings = readSettings({ name: "shop", endpoint: "http://127.0.0.1:1" }, {});
const url = "https://sqs.eu-north-1.amazonaws.com/1/shop-mail";
const app = { queues: { mail: { url } } };

describe("what is tried again towards AWS", () => {
  it.each([
    ["SQS", sqsClient(settings, {}), 3],
    ["DynamoDB", dynamodbClient(settings, {}), 4],
  ] as const)(
    "by the client of %s is tried a few times, in the SDK's standard mode: with a budget, and jitter",
    async (_, client, most) => {
      const { retryMode } = client.config;
      expect(typeof retryMode === "string" ? retryMode : await retryMode()).toBe("standard");
      expect(await client.config.maxAttempts()).toBeLessThanOrEqual(most);
    },
  );

  it("is given up after the SDK's attempts, and told", async () => {
    const broken = () => {
      throw new ServiceError("InternalFailure", "not today", { status: 500 });
    };
    const { broker, calls } = recordedAws(broken, { app });
    const message = { queue: "mail", body: "{}" };
    await expect(broker.send(message)).rejects.toMatchObject({ code: "AWS_REFUSED" });
    expect(calls).toHaveLength(3);
  });

  it.each([0, 0.5, 0.999])("of a batch waits a random part (%d) of a bound that doubles, and ends", async (random) => {
    const pauses: number[] = [];
    const clock: Clock = {
      now: () => 0,
      after: (ms, callback) => {
        pauses.push(ms);
        queueMicrotask(callback);
        return { cancel: () => {} };
      },
    };
    let calls = 0;
    const takeNothing = async (items: readonly string[]) => {
      calls++;
      return items;
    };
    expect(await sendRemaining(["a"], takeNothing, { clock, random: () => random })).toEqual(["a"]);
    expect(calls).toBe(6);
    expect(pauses).toEqual([100, 200, 400, 800, 1_600].map((bound) => random * bound));
  });
});
