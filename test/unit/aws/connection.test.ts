import { describe, expect, it } from "vitest";
import { clientConfig, isThisMachine } from "../../../src/aws/client-config.ts";
import { awsAdapters, tableDefinition } from "../../../src/aws/index.ts";
import { ServiceLink } from "../../../src/aws/service-link.ts";
import { Turnstile } from "../../../src/aws/turnstile.ts";
import { systemRuntime } from "../../../src/runtime/index.ts";
import { readSettings } from "../../../src/settings/index.ts";

const found = () => ({
  region: async () => "eu-north-1",
  credentials: async () => ({ accessKeyId: "mine", secretAccessKey: "secret" }),
});
const nothing = () => ({
  region: () => Promise.reject(new Error("Region is missing")),
  credentials: () => Promise.reject(new Error("Could not load credentials from any providers")),
});
const resolved = async (value: unknown) => (typeof value === "function" ? value() : value);

describe("the configuration of a client", () => {
  const settings = (options: object) => readSettings({ name: "shop", ...options }, {});

  it("is the SDK's own where no endpoint is set", () => {
    const config = clientConfig(settings({}), {}, nothing);
    expect(Object.keys(config)).toEqual(["requestHandler"]);
  });

  it("takes what the SDK finds before anything else", async () => {
    const config = clientConfig(settings({ endpoint: "http://localhost:4566" }), {}, found);
    expect(await resolved(config.region)).toBe("eu-north-1");
    expect(await resolved(config.credentials)).toMatchObject({ accessKeyId: "mine" });
  });

  it("stands in for region and credentials at an endpoint of this machine, and for the region elsewhere", async () => {
    const here = clientConfig(settings({ endpoint: "http://localhost:4566" }), {}, nothing);
    expect(await resolved(here.region)).toBe("us-east-1");
    expect(await resolved(here.credentials)).toEqual({ accessKeyId: "test", secretAccessKey: "test" });
    const there = clientConfig(settings({ endpoint: "https://emulator.example" }), {}, nothing);
    expect(await resolved(there.region)).toBe("us-east-1");
    expect(there).not.toHaveProperty("credentials");
  });

  it("takes the region of the settings as it is", () => {
    const config = clientConfig(settings({ region: "eu-west-1", endpoint: "http://localhost:1" }), {}, found);
    expect(config.region).toBe("eu-west-1");
  });

  it("takes region and credentials of the profile of the settings, and stands in only where that has none", async () => {
    const asked: object[] = [];
    const config = clientConfig(settings({ profile: "work", endpoint: "http://localhost:1" }), {}, (own) => {
      asked.push(own);
      return found();
    });
    expect(config.profile).toBe("work");
    expect(asked).toEqual([{ profile: "work" }]);
    expect(await resolved(config.credentials)).toMatchObject({ accessKeyId: "mine" });
  });

  it.each([
    ["http://localhost:4566", true],
    ["http://sqs.localhost", true],
    ["http://127.0.0.1:1", true],
    ["http://127.8.9.10", true],
    ["http://[::1]:4566", true],
    ["http://localhost.example.com", false],
    ["http://10.0.0.1:4566", false],
    ["https://sqs.eu-north-1.amazonaws.com", false],
  ])("knows %s for this machine or not", (endpoint, expected) => {
    expect(isThisMachine(endpoint)).toBe(expected);
  });
});

describe("the line to a service", () => {
  it("makes no client before the first call, and one for all calls", async () => {
    let made = 0;
    const link = new ServiceLink("SQS", undefined, () => ({ number: ++made }));
    expect(made).toBe(0);
    const numbers = await Promise.all([1, 2, 3].map(() => link.call("SendMessage", async ({ number }) => number)));
    expect(numbers).toEqual([1, 1, 1]);
  });

  it("does not count long polls among the requests at once", async () => {
    const link = new ServiceLink("SQS", undefined, () => ({}));
    const end = Promise.withResolvers<void>();
    const polls = Array.from({ length: 500 }, () => link.call("ReceiveMessage", () => end.promise, { longPoll: true }));
    expect(await link.call("SendMessage", async () => "sent")).toBe("sent");
    end.resolve();
    await Promise.all(polls);
  });

  it("opens nothing when the adapters are made", () => {
    const settings = readSettings({ name: "shop", endpoint: "http://127.0.0.1:1" }, {});
    const refuse = () => {
      throw new Error("not yet");
    };
    const options = {
      get sqs(): never {
        return refuse();
      },
      get dynamodb(): never {
        return refuse();
      },
    };
    expect(Object.keys(awsAdapters(settings, systemRuntime(), options))).toEqual([
      "broker",
      "store",
      "beat",
      "metrics",
    ]);
  });
});

describe("a turnstile", () => {
  it("lets so many through at once, and the rest in their order, whatever becomes of those before", async () => {
    const turnstile = new Turnstile(3);
    let inside = 0;
    let most = 0;
    const order: number[] = [];
    const pass = (number: number) =>
      turnstile.pass(async () => {
        order.push(number);
        most = Math.max(most, ++inside);
        await new Promise((turn) => setImmediate(turn));
        inside--;
        if (number % 5 === 0) throw new Error("no");
      });
    const ends = await Promise.allSettled(Array.from({ length: 50 }, (_, number) => pass(number)));
    expect(most).toBe(3);
    expect(order).toEqual(Array.from({ length: 50 }, (_, number) => number));
    expect(ends.filter(({ status }) => status === "rejected")).toHaveLength(10);
    await turnstile.pass(async () => {});
  });
});

describe("the definition of the table", () => {
  it("has two text keys, and is paid by the request", () => {
    expect(tableDefinition("shop-tasks")).toEqual({
      TableName: "shop-tasks",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      BillingMode: "PAY_PER_REQUEST",
    });
  });
});
