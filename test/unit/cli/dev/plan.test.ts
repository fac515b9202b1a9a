import { describe, expect, it } from "vitest";
import { createApp } from "../../../../src/app/index.ts";
import { describeApp } from "../../../../src/cli/dev/app-description.ts";
import {
  clientEnvironment,
  functionEnvironment,
  shellEnvironment,
} from "../../../../src/cli/dev/function-environment.ts";
import { planCloud } from "../../../../src/cli/dev/plan-cloud.ts";
import { every } from "../../../../src/schedule/index.ts";

const endpoint = "http://127.0.0.1:4566";

function shop() {
  const app = createApp({
    name: "shop",
    routes: { "pdf.*": "slow" },
    queues: { old: { url: "https://sqs/1/legacy" } },
  });
  app.task("add", (x: number, y: number) => x + y);
  app.task("order", { queue: "orders.fifo", timeLimit: "30s" }, () => {});
  app.task("photo", { queue: "slow", timeLimit: "5m" }, () => {});
  app.schedule("nightly", every("1d"), "python.report", { queue: "python" });
  return app;
}

const listed = { description: null, track: "full", schema: null };

describe("the description of an app", () => {
  it("has every queue that a task, a route, a setting or a schedule names, with its names in SQS", () => {
    expect(describeApp(shop())).toEqual({
      name: "shop",
      table: "shop-tasks",
      concurrency: 10,
      tasks: ["add", "order", "photo"],
      listings: [
        { name: "add", queue: "default", ...listed },
        { name: "order", queue: "orders.fifo", ...listed },
        { name: "photo", queue: "slow", ...listed },
      ],
      routes: { "pdf.*": "slow", order: "orders.fifo", photo: "slow" },
      schedules: ["nightly"],
      scheduleGroup: "default",
      timeLimit: 300_000,
      queues: [
        { name: "default", sqsName: "shop-default", deadLetterName: "shop-default-dead-letters" },
        { name: "orders.fifo", sqsName: "shop-orders.fifo", deadLetterName: "shop-orders-dead-letters.fifo" },
        { name: "slow", sqsName: "shop-slow", deadLetterName: "shop-slow-dead-letters" },
        { name: "old", sqsName: "legacy", deadLetterName: "shop-old-dead-letters" },
        { name: "python", sqsName: "shop-python", deadLetterName: "shop-python-dead-letters" },
      ],
    });
  });

  it("has no time limit where no task has one", () => {
    expect(describeApp(createApp({ name: "shop" }))).not.toHaveProperty("timeLimit");
  });

  it("has the app's own time limit for tasks without one", () => {
    const app = createApp({ name: "shop", timeLimit: "20s" });
    app.task("add", () => {});
    expect(describeApp(app).timeLimit).toBe(20_000);
  });
});

describe("the plan of the cloud", () => {
  it("has a queue with its dead letters for each of the app's, with the times of a deployment", () => {
    const { queues, mappings, timeout } = planCloud(describeApp(shop()));
    expect(timeout).toBe(310_000);
    expect(mappings.map(({ queueName }) => queueName)).toEqual([
      "shop-default",
      "shop-orders.fifo",
      "shop-slow",
      "legacy",
      "shop-python",
    ]);
    expect(queues.slice(0, 2)).toEqual([
      { name: "shop-default-dead-letters", attributes: { retention: 1_209_600_000 } },
      {
        name: "shop-default",
        attributes: {
          retention: 1_209_600_000,
          visibilityTimeout: 370_000,
          redrive: { deadLetterQueue: "shop-default-dead-letters", maxReceiveCount: 1_000 },
        },
      },
    ]);
  });

  it("gives functions a minute where no task has a time limit", () => {
    expect(planCloud(describeApp(createApp({ name: "shop" }))).timeout).toBe(60_000);
  });
});

describe("the environment of the function", () => {
  const app = describeApp(createApp({ name: "my-shop" }));
  const environment = (env: Record<string, string | undefined>) => functionEnvironment(env, app, endpoint, "debug");

  it("is the shell's, and what a deployment sets", () => {
    expect(environment({ DATABASE_URL: "postgres://", EMPTY: undefined })).toEqual({
      DATABASE_URL: "postgres://",
      AWS_ENDPOINT_URL: endpoint,
      AWS_ENDPOINT_URL_SQS: endpoint,
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_ENDPOINT_URL_EVENTBRIDGE: endpoint,
      AWS_ENDPOINT_URL_SCHEDULER: endpoint,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      LOVAGE_MY_SHOP_QUEUES: `{"default":"${endpoint}/000000000000/my-shop-default"}`,
      LOVAGE_MY_SHOP_DEAD_LETTERS: `{"default":"${endpoint}/000000000000/my-shop-default-dead-letters"}`,
      LOVAGE_MY_SHOP_TABLE: "my-shop-tasks",
      LOVAGE_MY_SHOP_BEAT_ROLE: "arn:aws:iam::000000000000:role/lovage-dev",
      LOVAGE_PARTIAL_RESPONSES: "1",
      LOVAGE_LOG_LEVEL: "debug",
    });
  });

  it("leads nobody to another deployment's queues, table or account", () => {
    const misleading = {
      LOVAGE_MY_SHOP_QUEUES: "{}",
      LOVAGE_OTHER_TABLE: "real",
      LOVAGE_OTHER_DEAD_LETTERS: "{}",
      LOVAGE_OTHER_SCHEDULE_GROUP: "real",
      LOVAGE_MY_SHOP_BEAT_ROLE: "arn:aws:iam::1:role/real",
      AWS_PROFILE: "real",
      AWS_DEFAULT_PROFILE: "real",
      AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true",
      AWS_ENDPOINT_URL: "https://real",
      AWS_ENDPOINT_URL_SQS: "https://real",
    };
    expect(environment(misleading)).toEqual(environment({}));
  });

  it("keeps the shell's credentials and region, and the endpoint of a service that is not played", () => {
    const given = { AWS_ACCESS_KEY_ID: "mine", AWS_REGION: "eu-north-1", AWS_ENDPOINT_URL_S3: "https://s3" };
    expect(environment(given)).toMatchObject(given);
    expect(shellEnvironment(given)).toEqual(given);
  });
});

describe("the environment of a client", () => {
  it("is what any client of AWS needs, and what a deployment grants: queues, table, role, and the queue of each task", () => {
    const app = createApp({ name: "my-shop" });
    app.task("photo", { queue: "slow" }, () => {});
    expect(clientEnvironment(describeApp(app), endpoint)).toEqual({
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      LOVAGE_APP: "my-shop",
      LOVAGE_MY_SHOP_QUEUES: `{"default":"${endpoint}/000000000000/my-shop-default","slow":"${endpoint}/000000000000/my-shop-slow"}`,
      LOVAGE_MY_SHOP_DEAD_LETTERS: `{"default":"${endpoint}/000000000000/my-shop-default-dead-letters","slow":"${endpoint}/000000000000/my-shop-slow-dead-letters"}`,
      LOVAGE_MY_SHOP_TABLE: "my-shop-tasks",
      LOVAGE_MY_SHOP_BEAT_ROLE: "arn:aws:iam::000000000000:role/lovage-dev",
      LOVAGE_MY_SHOP_ROUTES: '{"photo":"slow"}',
    });
  });
});
