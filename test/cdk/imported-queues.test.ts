import { App, Duration, Stack } from "aws-cdk-lib";
import { Annotations, Match, Template } from "aws-cdk-lib/assertions";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { describe, expect, it } from "vitest";
import { type ITaskQueue, Lovage, TaskQueue, type TaskQueueReference } from "../../cdk/index.ts";
import { aStack, only, synth } from "../support/synth.ts";

const entry = "test/cdk/fixture/tasks.ts";
const arn = (name: string) => `arn:aws:sqs:eu-west-1:111111111111:${name}`;
/** The queue of undelivered ticks, the app's own in any case. */
const ticks = expect.stringMatching(/^ShopBeatDeadLetterQueue/);
const worker = { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: "lambda.amazonaws.com" } }] } };
const existing = (stack: Stack, more: Partial<TaskQueueReference> = {}): ITaskQueue =>
  TaskQueue.fromQueues(stack, "mail", {
    queue: Queue.fromQueueArn(stack, "MailQueue", arn("mail")),
    deadLetterQueue: Queue.fromQueueArn(stack, "MailLetters", arn("mail-dlq")),
    ...more,
  });

describe("TaskQueue.fromQueues", () => {
  it("lets an app consume and send to a queue of another tool's making", () => {
    const template = synth((stack) => {
      new Lovage(stack, "Shop", {
        app: "shop",
        entry,
        queues: { mail: { queue: existing(stack), maxConcurrency: 5 } },
      });
    });
    expect(Object.keys(template.findResources("AWS::SQS::Queue"))).toEqual([ticks]);
    expect(only(template, "AWS::Lambda::EventSourceMapping").properties).toMatchObject({
      EventSourceArn: arn("mail"),
      ScalingConfig: { MaximumConcurrency: 5 },
    });
    const { Policies } = Object(only(template, "AWS::IAM::Role", worker).properties);
    expect(Policies[0].PolicyDocument.Statement.slice(0, 2)).toMatchObject([
      { Sid: "Consume", Resource: arn("mail") },
      { Sid: "Send", Resource: [arn("mail"), arn("mail-dlq")] },
    ]);
    const { Variables } = Object(only(template, "AWS::Lambda::Function").properties.Environment);
    expect(JSON.stringify(Variables.LOVAGE_SHOP_DEAD_LETTERS)).toContain("/111111111111/mail-dlq");
  });

  it("warns that its policy must let in the ticks of schedules, which this app cannot see to", () => {
    const stack = aStack();
    new Lovage(stack, "Shop", { app: "shop", entry, queues: { mail: { queue: existing(stack) } } });
    const found = Annotations.fromStack(stack).findWarning("*", Match.stringLikeRegexp("policy of the queue mail"));
    expect(found).toHaveLength(1);
  });

  it("gives the worker the time that its slowest task may take", () => {
    const template = synth((stack) => {
      const queue = existing(stack, { timeLimit: Duration.minutes(5), visibilityTimeout: Duration.minutes(6) });
      new Lovage(stack, "Shop", { app: "shop", entry, queues: { mail: { queue } } });
    });
    template.hasResourceProperties("AWS::Lambda::Function", { Timeout: 310 });
  });

  it("takes queues of another stack, whole URLs and all", () => {
    const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
    const [queues, stack] = [new Stack(app, "Queues"), new Stack(app, "Shop")];
    const [mail, other] = ["mail", "default"].map((name) => new TaskQueue(queues, name));
    if (!mail || !other) throw new Error("two queues were asked for");
    new Lovage(stack, "Shop", { app: "shop", entry, queues: { default: { queue: other }, mail: { queue: mail } } });
    const template = Template.fromStack(stack);
    expect(Object.keys(template.findResources("AWS::SQS::Queue"))).toEqual([ticks]);
    const { Policies } = Object(only(template, "AWS::IAM::Role", worker).properties);
    const imported = { "Fn::ImportValue": expect.stringMatching(/^Queues:ExportsOutputFnGetAtt(default|mail)/) };
    expect(Policies[0].PolicyDocument.Statement[0]).toMatchObject({ Sid: "Consume", Resource: [imported, imported] });
  });

  it("is measured like any other", () => {
    expect(existing(aStack()).metricOldestMessageAge()).toMatchObject({ dimensions: { QueueName: "mail" } });
    expect(existing(aStack()).metricDeadLetters()).toMatchObject({ dimensions: { QueueName: "mail-dlq" } });
  });

  it.each([
    [
      "times of its own beside those of the queue",
      { timeLimit: Duration.minutes(1) },
      {},
      /"timeLimit" .* the queue exists, and has its own/,
    ],
    ["another name than the queue's", {}, { name: "post" }, /"name" is "post"; it must be the key, "mail"/],
    [
      "a queue that hides messages for less than the worker's timeout",
      {},
      { visibilityTimeout: Duration.seconds(30) },
      /"visibilityTimeout" is "30 seconds"; it must be a Duration of 60 to/,
    ],
  ])("fails with %s", (_, props, more, message) => {
    const stack = aStack();
    const queues = { mail: { queue: existing(stack, more), ...props } };
    expect(() => new Lovage(stack, "Shop", { app: "shop", entry, queues })).toThrow(message);
  });

  it("fails with a misspelt attribute", () => {
    const more: object = { visibility: Duration.seconds(1) };
    expect(() => existing(aStack(), more)).toThrow(/TaskQueue.fromQueues "mail" has no option "visibility"/);
  });
});
