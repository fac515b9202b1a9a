import { CfnParameter, Duration, Size, type Stack } from "aws-cdk-lib";
import { Architecture, LayerVersion, Tracing } from "aws-cdk-lib/aws-lambda";
import { RetentionDays } from "aws-cdk-lib/aws-logs";
import { describe, expect, it } from "vitest";
import {
  TaskQueue,
  type TaskQueueProps,
  TaskTable,
  Worker,
  type WorkerProps,
  type WorkerQueue,
} from "../../cdk/index.ts";
import { aStack, only, synth } from "../support/synth.ts";

const entry = "test/cdk/fixture/tasks.ts";

interface Choices {
  readonly worker?: Partial<WorkerProps>;
  readonly queue?: TaskQueueProps;
  readonly mapping?: Omit<WorkerQueue, "queue">;
}

function build(stack: Stack, { worker = {}, queue, mapping }: Choices = {}): Worker {
  const mail = new TaskQueue(stack, "mail", queue);
  const { table } = new TaskTable(stack, "Table");
  return new Worker(stack, "Worker", { app: "shop", entry, table, queues: [{ queue: mail, ...mapping }], ...worker });
}
const workerOf = (choices?: Choices) => synth((stack) => build(stack, choices));
const functionOf = (choices?: Choices) => only(workerOf(choices), "AWS::Lambda::Function").properties;
const mappingOf = (choices?: Choices) => only(workerOf(choices), "AWS::Lambda::EventSourceMapping").properties;
const refusal = (choices: object) => () => build(aStack(), choices);

describe("the worker's function", () => {
  it("runs Node 24 on arm64, as an ES module", () => {
    expect(functionOf()).toMatchObject({ Runtime: "nodejs24.x", Architectures: ["arm64"], Handler: "index.handler" });
  });

  it("is allowed the loops that tasks that send tasks look like", () => {
    expect(functionOf()).toMatchObject({ RecursiveLoop: "Allow" });
  });

  it("knows queues, dead letters and table by the names that settings reads, and that partial answers are heard", () => {
    const template = workerOf();
    const environment = only(template, "AWS::Lambda::Function").properties.Environment;
    const queue = only(template, "AWS::SQS::Queue", { VisibilityTimeout: 120 }).id;
    const [letters] = Object.keys(template.findResources("AWS::SQS::Queue")).filter((id) => id !== queue);
    expect(environment).toEqual({
      Variables: {
        NODE_OPTIONS: "--enable-source-maps",
        LOVAGE_PARTIAL_RESPONSES: "1",
        LOVAGE_SHOP_QUEUES: { "Fn::Join": ["", ['{"mail":"', { Ref: queue }, '"}']] },
        LOVAGE_SHOP_DEAD_LETTERS: { "Fn::Join": ["", ['{"mail":"', { Ref: letters }, '"}']] },
        LOVAGE_SHOP_TABLE: { Ref: only(template, "AWS::DynamoDB::GlobalTable").id },
      },
    });
  });

  it("takes variables of the user's, but not in place of those that say where to find what", () => {
    const worker = { environment: { STAGE: "prod", LOVAGE_PARTIAL_RESPONSES: "0" }, routes: { "mail.*": "mail" } };
    expect(functionOf({ worker })).toMatchObject({
      Environment: {
        Variables: { STAGE: "prod", LOVAGE_PARTIAL_RESPONSES: "1", LOVAGE_SHOP_ROUTES: '{"mail.*":"mail"}' },
      },
    });
  });

  it("has a timeout beyond the slowest task of its queues, or a minute", () => {
    expect(functionOf()).toMatchObject({ Timeout: 60 });
    expect(functionOf({ queue: { timeLimit: Duration.minutes(5) } })).toMatchObject({ Timeout: 310 });
  });

  it("logs to a group of its own for a month", () => {
    const template = workerOf();
    const group = only(template, "AWS::Logs::LogGroup", { RetentionInDays: 30 });
    expect(only(template, "AWS::Lambda::Function").properties.LoggingConfig).toEqual({ LogGroup: { Ref: group.id } });
    template.allResources("AWS::Logs::LogGroup", { DeletionPolicy: "Delete" });
    only(workerOf({ worker: { logRetention: RetentionDays.ONE_WEEK } }), "AWS::Logs::LogGroup", { RetentionInDays: 7 });
  });

  it("has 512 MB, or what it is given, on the processor and with the tracing that are wished for", () => {
    expect(functionOf()).toMatchObject({ MemorySize: 512 });
    const worker = { memorySize: 2048, architecture: Architecture.X86_64, tracing: Tracing.ACTIVE };
    expect(functionOf({ worker })).toMatchObject({
      MemorySize: 2048,
      Architectures: ["x86_64"],
      TracingConfig: { Mode: "Active" },
    });
  });

  it("has the layers and the room in /tmp that it is given", () => {
    const layer = "arn:aws:lambda:eu-west-1:111111111111:layer:fonts:3";
    const template = synth((stack) => {
      const layers = [LayerVersion.fromLayerVersionArn(stack, "Fonts", layer)];
      build(stack, { worker: { layers, ephemeralStorageSize: Size.gibibytes(2) } });
    });
    expect(only(template, "AWS::Lambda::Function").properties).toMatchObject({
      Layers: [layer],
      EphemeralStorage: { Size: 2048 },
    });
  });

  it("is described in a sentence that Lambda has room for, however many queues it has", () => {
    expect(functionOf().Description).toBe('Runs the tasks of mail of the Lovage app "shop"');
    const template = synth((stack) => {
      const queues = Array.from({ length: 20 }, (_, i) => ({ queue: new TaskQueue(stack, `aQueueWithAName${i}`) }));
      build(stack, { worker: { queues } });
    });
    const { Description } = only(template, "AWS::Lambda::Function").properties;
    expect(Description).toBe('Runs the tasks of 20 queues of the Lovage app "shop"');
  });

  it("is created after its role, and so with all its permissions", () => {
    const template = workerOf();
    const role = only(template, "AWS::IAM::Role").id;
    expect(Object.values(template.findResources("AWS::Lambda::Function"))[0]?.DependsOn).toEqual([role]);
  });
});

describe("the worker's event source mapping", () => {
  it("reports failed messages one by one, in batches of ten", () => {
    const template = workerOf();
    expect(only(template, "AWS::Lambda::EventSourceMapping").properties).toMatchObject({
      BatchSize: 10,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      FunctionName: { Ref: only(template, "AWS::Lambda::Function").id },
      EventSourceArn: { "Fn::GetAtt": [only(template, "AWS::SQS::Queue", { VisibilityTimeout: 120 }).id, "Arn"] },
    });
  });

  it("bounds what runs at once", () => {
    expect(mappingOf({ mapping: { maxConcurrency: 5 } })).toMatchObject({ ScalingConfig: { MaximumConcurrency: 5 } });
  });

  it("gathers large batches", () => {
    const mapping = { batchSize: 1000, maxBatchingWindow: Duration.seconds(2) };
    expect(mappingOf({ mapping })).toMatchObject({ BatchSize: 1000, MaximumBatchingWindowInSeconds: 2 });
  });

  it("keeps pollers ready", () => {
    const mapping = { provisionedPollerConfig: { minimumPollers: 2, maximumPollers: 10 } };
    expect(mappingOf({ mapping })).toMatchObject({
      ProvisionedPollerConfig: { MinimumPollers: 2, MaximumPollers: 10 },
    });
  });

  it("passes over what is known only at deployment", () => {
    const template = synth((stack) => {
      const parameter = new CfnParameter(stack, "Concurrency", { type: "Number" });
      build(stack, { mapping: { maxConcurrency: parameter.valueAsNumber } });
    });
    const { properties } = only(template, "AWS::Lambda::EventSourceMapping");
    expect(properties.ScalingConfig).toEqual({ MaximumConcurrency: { Ref: "Concurrency" } });
  });

  it.each([
    [
      "a batch above ten without a window",
      { batchSize: 11 },
      /"batchSize" is 11; it must be at most 10 without a maxBatchingWindow/,
    ],
    ["a batch of nothing", { batchSize: 0 }, /"batchSize" is 0; .* from 1 to 10000/],
    ["a window above five minutes", { maxBatchingWindow: Duration.minutes(6) }, /"maxBatchingWindow" is "360 seconds"/],
    [
      "one invocation at once, which Lambda does not do",
      { maxConcurrency: 1 },
      /"maxConcurrency" is 1; .* from 2 to 1000/,
    ],
    [
      "provisioned pollers and a bound",
      { maxConcurrency: 5, provisionedPollerConfig: { minimumPollers: 2 } },
      /"maxConcurrency" is 5; it must be left out: provisionedPollerConfig and maxConcurrency exclude each other/,
    ],
    [
      "fewer pollers at most than at least",
      { provisionedPollerConfig: { minimumPollers: 20, maximumPollers: 10 } },
      /"maximumPollers" is 10; it must be a whole number from 20 to 2000/,
    ],
    ["a misspelt prop", { maxConcurency: 5 }, /Did you mean "maxConcurrency"\?/],
  ])("fails with %s", (_, mapping, message) => {
    expect(refusal({ mapping })).toThrow(message);
  });

  it.each([
    [{ batchSize: 11 }, /"batchSize" is 11; it must be a whole number from 1 to 10 on a FIFO queue/],
    [{ maxBatchingWindow: Duration.seconds(1) }, /"maxBatchingWindow" .* must be left out: a FIFO queue has none/],
  ])("fails with %o on a FIFO queue", (mapping, message) => {
    expect(refusal({ mapping, queue: { name: "orders.fifo" } })).toThrow(message);
  });
});

describe("Worker", () => {
  it("fails with reserved concurrency, and says what it would do", () => {
    expect(refusal({ worker: { reservedConcurrentExecutions: 5 } })).toThrow(
      /left out: reserved concurrency throttles messages into the dead-letter queue untried; set maxConcurrency/,
    );
  });

  it("fails when a queue is visible again while its task may still run", () => {
    expect(refusal({ worker: { timeout: Duration.minutes(10) } })).toThrow(
      /queue "mail": "visibilityTimeout" is "120 seconds"; it must be a Duration of 600 to 43200 seconds/,
    );
  });

  it("fails when a task may run longer than the function", () => {
    const queue = { timeLimit: Duration.minutes(5) };
    expect(refusal({ queue, worker: { timeout: Duration.minutes(5) } })).toThrow(
      /"timeLimit" is "300 seconds"; it must be a Duration of 1 to 299 seconds: less than the function's timeout/,
    );
  });

  it("fails when the entry is no file", () => {
    expect(refusal({ worker: { entry: "src/taks.ts" } })).toThrow(
      /"entry" is "src\/taks.ts"; it must be a file, by its path/,
    );
  });

  it.each([
    [{ bundling: { minfy: true } }, /bundling has no option "minfy". Did you mean "minify"\?/],
    [{ queues: [] }, /"queues" is an array of 0; it must be a list of queues, .* with one at least/],
    [{ memorySize: 64 }, /"memorySize" is 64; .* from 128 to 10240/],
    [{ handler: "not an export" }, /"handler" is "not an export"; it must be the name of an export/],
    [{ app: "my shop" }, /"app" is "my shop"; it must be a name of letters/],
  ])("fails with %o", (worker, message) => {
    expect(refusal({ worker })).toThrow(message);
  });
});
