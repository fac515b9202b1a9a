import { App, Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { CURRENTLY_RECOMMENDED_FLAGS } from "aws-cdk-lib/cx-api";
import { describe, expect, it } from "vitest";
import { Lovage, type LovageProps } from "../../cdk/index.ts";
import { aStack, only, synth } from "../support/synth.ts";

const entry = "test/cdk/fixture/tasks.ts";
const queues = { default: {}, mail: { maxConcurrency: 5 }, "orders.fifo": {} };
const lovageOf = (props: Partial<LovageProps> = {}) =>
  synth((stack) => new Lovage(stack, "Shop", { app: "shop", entry, ...props }));
const refusal = (props: object) => () => new Lovage(aStack(), "Shop", { app: "shop", entry, ...props });

describe("Lovage", () => {
  it("is one queue, one table and one worker when nothing else is said", () => {
    const template = lovageOf();
    // One of tasks, one of its dead letters, and one of ticks that could not be delivered.
    template.resourceCountIs("AWS::SQS::Queue", 3);
    template.resourceCountIs("AWS::DynamoDB::GlobalTable", 1);
    template.resourceCountIs("AWS::Lambda::Function", 1);
    template.resourceCountIs("AWS::Lambda::EventSourceMapping", 1);
  });

  it("makes all queues that are named, each with its dead letters and its mapping to the one worker", () => {
    const template = lovageOf({ queues });
    template.resourceCountIs("AWS::SQS::Queue", 7);
    template.resourceCountIs("AWS::Lambda::Function", 1);
    template.resourceCountIs("AWS::Lambda::EventSourceMapping", 3);
    template.resourcePropertiesCountIs(
      "AWS::Lambda::EventSourceMapping",
      { ScalingConfig: { MaximumConcurrency: 5 } },
      1,
    );
    template.resourcePropertiesCountIs("AWS::SQS::Queue", { FifoQueue: true }, 2);
  });

  it("hides messages of every queue for longer than the slowest task of any of them may take the function", () => {
    const template = lovageOf({ queues: { default: {}, video: { timeLimit: Duration.minutes(10) } } });
    template.hasResourceProperties("AWS::Lambda::Function", { Timeout: 610 });
    template.resourcePropertiesCountIs("AWS::SQS::Queue", { VisibilityTimeout: 670 }, 2);
  });

  it("gives some queues a worker of their own, with its own memory and time, and all else of the app", () => {
    const template = lovageOf({
      queues: { ...queues, video: { timeLimit: Duration.minutes(10) } },
      workers: { heavy: { queues: ["video"], memorySize: 3008, environment: { CODEC: "av1" } } },
      memorySize: 256,
      environment: { STAGE: "prod" },
    });
    template.resourceCountIs("AWS::Lambda::Function", 2);
    template.hasResourceProperties("AWS::Lambda::Function", { MemorySize: 256, Timeout: 60 });
    const heavy = only(template, "AWS::Lambda::Function", { MemorySize: 3008 });
    expect(heavy.properties).toMatchObject({
      Timeout: 610,
      Environment: { Variables: { STAGE: "prod", CODEC: "av1" } },
    });
    template.resourcePropertiesCountIs("AWS::Lambda::EventSourceMapping", { FunctionName: { Ref: heavy.id } }, 1);
    template.resourcePropertiesCountIs("AWS::SQS::Queue", { VisibilityTimeout: 670 }, 1);
    template.resourcePropertiesCountIs("AWS::SQS::Queue", { VisibilityTimeout: 120 }, 3);
  });

  it("lets each worker send to all queues and bury in those that it consumes", () => {
    const template = lovageOf({ queues, workers: { mailer: { queues: ["mail"] } } });
    const lambda = { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: "lambda.amazonaws.com" } }] } };
    const policies = Object.values(template.findResources("AWS::IAM::Role", { Properties: lambda })).map(
      (role) => role.Properties.Policies[0].PolicyDocument.Statement,
    );
    const counts = policies.map((statements) =>
      Object.fromEntries(
        statements.map((s: { Sid: string; Resource: unknown }) => [s.Sid, [s.Resource].flat().length]),
      ),
    );
    // Consume: its own. Send: the three queues, and one dead-letter queue for each of its own.
    expect(counts).toEqual([
      { Consume: 2, Send: 5, Records: 1, Logs: 1, Delay: 1, DelayRole: 1 },
      { Consume: 1, Send: 4, Records: 1, Logs: 1, Delay: 1, DelayRole: 1 },
    ]);
  });

  it("has no default worker when other workers consume every queue", () => {
    const template = lovageOf({ queues: { mail: {} }, workers: { mailer: { queues: ["mail"] } } });
    template.resourceCountIs("AWS::Lambda::Function", 1);
  });

  it("puts out its queues, dead letters and table under the names of their variables", () => {
    const outputs = lovageOf({ queues: { default: {}, mail: {} } }).toJSON().Outputs;
    expect(Object.keys(outputs)).toEqual([
      "LovageShopApp",
      "LovageShopQueues",
      "LovageShopDeadLetters",
      "LovageShopTable",
      "LovageShopBeatRole",
      "LovageShopBeatDeadLetters",
      "LovageShopScheduleGroup",
    ]);
    expect(outputs.LovageShopQueues).toEqual({
      Description: "LOVAGE_SHOP_QUEUES",
      Value: {
        "Fn::Join": [
          "",
          ['{"default":"', { Ref: expect.any(String) }, '","mail":"', { Ref: expect.any(String) }, '"}'],
        ],
      },
    });
  });

  it("is tagged with its app", () => {
    const template = lovageOf();
    const tag = { Key: "lovage:app", Value: "shop" };
    template.allResourcesProperties("AWS::SQS::Queue", { Tags: [tag] });
    expect(only(template, "AWS::Lambda::Function").properties).toMatchObject({ Tags: [tag] });
    expect(only(template, "AWS::DynamoDB::GlobalTable").properties).toMatchObject({ Replicas: [{ Tags: [tag] }] });
  });

  it("keeps its table when the stack goes, unless told otherwise", () => {
    const type = "AWS::DynamoDB::GlobalTable";
    lovageOf().allResources(type, { DeletionPolicy: "Retain" });
    lovageOf({ removalPolicy: RemovalPolicy.DESTROY }).allResources(type, { DeletionPolicy: "Delete" });
  });

  it("uses a table that exists", () => {
    const template = synth((stack) => {
      const table = TableV2.fromTableName(stack, "Tasks", "all-tasks");
      new Lovage(stack, "Shop", { app: "shop", entry, table });
    });
    template.resourceCountIs("AWS::DynamoDB::GlobalTable", 0);
    template.hasResourceProperties("AWS::Lambda::Function", {
      Environment: { Variables: { LOVAGE_SHOP_TABLE: "all-tasks" } },
    });
  });

  it("can be deployed twice in one account, and beside another app in one stack", () => {
    const template = synth((stack) => {
      new Lovage(stack, "Shop", { app: "shop", entry });
      new Lovage(stack, "Bakery", { app: "bakery", entry });
    });
    expect(Object.keys(template.toJSON().Outputs)).toHaveLength(14);
    const names = Object.values(template.findResources("AWS::SQS::Queue")).flatMap((q) => q.Properties.QueueName ?? []);
    expect(new Set(names).size).toBe(4);
  });

  it("is the same under the feature flags of a new CDK project", () => {
    const resources = (context: object) => {
      const stack = new Stack(new App({ context: { ...context, "aws:cdk:bundling-stacks": [] } }), "ShopStack");
      new Lovage(stack, "Shop", { app: "shop", entry, queues });
      return Object.keys(Template.fromStack(stack).toJSON().Resources);
    };
    expect(resources(CURRENTLY_RECOMMENDED_FLAGS)).toEqual(resources({}));
  });

  it("measures the oldest message and the dead letters of all queues", () => {
    const shop = new Lovage(aStack(), "Shop", { app: "shop", entry, queues });
    expect(shop.metricDeadLetters()).toMatchObject({ expression: "SUM(METRICS())" });
    expect(Object.keys(shop.metricDeadLetters().usingMetrics)).toHaveLength(3);
    expect(shop.metricOldestMessageAge()).toMatchObject({ expression: "MAX(METRICS())" });
    expect(shop.queues.mail?.metricDeadLetters()).toMatchObject({ metricName: "ApproximateNumberOfMessagesVisible" });
  });

  it.each([
    ["metricWaiting", "ApproximateNumberOfMessagesVisible", "Maximum"],
    ["metricInFlight", "ApproximateNumberOfMessagesNotVisible", "Maximum"],
    ["metricSent", "NumberOfMessagesSent", "Sum"],
    ["metricInvocations", "Invocations", "Sum"],
    ["metricErrors", "Errors", "Sum"],
    ["metricThrottles", "Throttles", "Sum"],
  ] as const)("sums up in %s what all have of %s", (method, metricName, statistic) => {
    const workers = { mailer: { queues: ["mail", "orders.fifo"] } };
    const shop = new Lovage(aStack(), "Shop", { app: "shop", entry, queues, workers });
    const { expression, usingMetrics } = shop[method]();
    expect(expression).toBe("SUM(METRICS())");
    const all = Object.values(usingMetrics);
    expect(all).toHaveLength(metricName.includes("Messages") ? 3 : 2);
    for (const metric of all) expect(metric).toMatchObject({ metricName, statistic });
  });

  it.each([
    ["a misspelt prop", { queue: {} }, /Lovage has no option "queue". Did you mean "queues"\?/],
    [
      "a misspelt prop of a queue",
      { queues: { mail: { maxConcurrancy: 5 } } },
      /queues\["mail"\] has no option .* Did you mean "maxConcurrency"\?/,
    ],
    ["no queue at all", { queues: {} }, /"queues" .* must be queues by name, with one at least/],
    [
      "a route to no queue",
      { routes: { "mail.*": "post" } },
      /routes: "mail.\*" is "post"; it must be one of the queues \(default\)/,
    ],
    [
      "a worker of no queue of the app",
      { workers: { a: { queues: ["post"] } } },
      /workers\["a"\]: "queues" is "post"; it must be some of the queues \(default\)/,
    ],
    [
      "two workers of one queue",
      { queues, workers: { a: { queues: ["mail"] }, b: { queues: ["mail"] } } },
      /workers\["b"\]: "queues" .* none of them another worker's/,
    ],
    [
      "a worker called default",
      { workers: { default: { queues: ["default"] } } },
      /"default" .* its props are Lovage's own/,
    ],
    [
      "a removal policy for a table that exists",
      { table: {}, removalPolicy: "retain" },
      /"removalPolicy" is "retain"; it must be left out/,
    ],
    ["a worker of no queues", { workers: { a: {} } }, /workers\["a"\]: "queues" is undefined; it must be some of the/],
    ["no entry", { entry: undefined }, /"entry" is undefined; it must be the module that exports the app/],
    ["no name", { app: undefined }, /Lovage: "app" is undefined; it must be the name that the entry gives/],
    [
      "a time limit that is no Duration",
      { queues: { a: { timeLimit: "10m" } } },
      /queues\["a"\]: "timeLimit" is "10m"; it must be a Duration, such as Duration.minutes\(10\)/,
    ],
    ["reserved concurrency", { reservedConcurrentExecutions: 1 }, /left out: reserved concurrency throttles/],
    ["an app without a name", { app: "" }, /"app" is ""; it must be a name/],
    [
      "a short visibility timeout",
      { queues: { a: { visibilityTimeout: Duration.seconds(30) } } },
      /"visibilityTimeout" is "30 seconds"/,
    ],
  ])("fails with %s", (_, props, message) => {
    expect(refusal(props)).toThrow(message);
  });
});
