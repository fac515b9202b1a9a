import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { Match } from "aws-cdk-lib/assertions";
import { Key } from "aws-cdk-lib/aws-kms";
import { describe, expect, it } from "vitest";
import { TaskQueue, type TaskQueueProps } from "../../cdk/index.ts";
import { aStack, only, synth } from "../support/synth.ts";

const queueOf = (props: TaskQueueProps = {}, id = "mail") => synth((stack) => new TaskQueue(stack, id, props));
const main = { RedrivePolicy: Match.anyValue() };
const deadLetters = { RedriveAllowPolicy: Match.anyValue() };
const refusal =
  (props: object, id = "mail") =>
  () =>
    new TaskQueue(aStack(), id, props);

describe("TaskQueue", () => {
  it("gives its dead letters to a queue that takes them from it alone", () => {
    const template = queueOf();
    const letters = only(template, "AWS::SQS::Queue", deadLetters);
    const { properties } = only(template, "AWS::SQS::Queue", main);
    expect(properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: { "Fn::GetAtt": [letters.id, "Arn"] },
      maxReceiveCount: 1000,
    });
    expect(letters.properties.RedriveAllowPolicy).toEqual({
      redrivePermission: "byQueue",
      sourceQueueArns: [{ "Fn::Join": ["", [...arnStart, `:${properties.QueueName}`]] }],
    });
  });

  it("keeps messages and dead letters for 14 days, encrypted by SQS, and lets in TLS only", () => {
    const template = queueOf();
    template.allResourcesProperties("AWS::SQS::Queue", {
      MessageRetentionPeriod: 1_209_600,
      SqsManagedSseEnabled: true,
    });
    template.resourceCountIs("AWS::SQS::QueuePolicy", 2);
    template.allResourcesProperties("AWS::SQS::QueuePolicy", {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Action: "sqs:*",
            Effect: "Deny",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          }),
        ],
      },
    });
  });

  it("keeps messages for as long, and leaves them to SQS after as many receives, as it is told", () => {
    const template = queueOf({ retentionPeriod: Duration.days(7), maxReceiveCount: 100 });
    template.allResourcesProperties("AWS::SQS::Queue", { MessageRetentionPeriod: 604_800 });
    expect(only(template, "AWS::SQS::Queue", main).properties.RedrivePolicy).toMatchObject({ maxReceiveCount: 100 });
  });

  it("goes with its stack", () => {
    queueOf().allResources("AWS::SQS::Queue", { DeletionPolicy: "Delete" });
    queueOf({ removalPolicy: RemovalPolicy.RETAIN }).allResources("AWS::SQS::Queue", { DeletionPolicy: "Retain" });
  });

  it("is named after the stack and its place there, and its dead letters after it, so that one app can be deployed twice", () => {
    const { properties } = only(queueOf(), "AWS::SQS::Queue", main);
    expect(properties.QueueName).toMatch(/^ShopStack-mail-[0-9A-F]{8}$/);
    const letters = only(queueOf(), "AWS::SQS::Queue", deadLetters).properties;
    expect(letters.QueueName).toBe(`${properties.QueueName}-dead-letters`);
    expect(only(queueOf({ queueName: "shop-mail" }), "AWS::SQS::Queue", main).properties.QueueName).toBe("shop-mail");
  });

  it("is FIFO, with FIFO dead letters, when its name ends in .fifo", () => {
    const template = queueOf({}, "orders.fifo");
    template.allResourcesProperties("AWS::SQS::Queue", { FifoQueue: true });
    expect(only(template, "AWS::SQS::Queue", main).properties.QueueName).toMatch(/\.fifo$/);
    queueOf().allResourcesProperties("AWS::SQS::Queue", { FifoQueue: Match.absent() });
  });

  it("stays within SQS's 80 characters however long its path is", () => {
    const template = queueOf({}, `${"a-very-long-name-".repeat(12)}.fifo`);
    const names = Object.values(template.findResources("AWS::SQS::Queue")).map((q) => q.Properties.QueueName);
    expect(names.map((name) => name.length).sort()).toEqual([67, 80]);
  });

  it.each([
    ["nothing", {}, 120],
    ["a time limit", { timeLimit: Duration.minutes(5) }, 370],
    ["a function's timeout", { functionTimeout: Duration.minutes(15) }, 960],
    ["an override", { functionTimeout: Duration.seconds(30), visibilityTimeout: Duration.seconds(30) }, 30],
  ])("derives its visibility timeout from %s", (_, props, seconds) => {
    expect(only(queueOf(props), "AWS::SQS::Queue", main).properties.VisibilityTimeout).toBe(seconds);
  });

  it("encrypts both queues with a customer's key", () => {
    const template = synth((stack) => new TaskQueue(stack, "mail", { encryptionKey: new Key(stack, "Key") }));
    const key = only(template, "AWS::KMS::Key");
    template.allResourcesProperties("AWS::SQS::Queue", { KmsMasterKeyId: { "Fn::GetAtt": [key.id, "Arn"] } });
  });

  it("measures how far workers are behind, and how many letters are dead", () => {
    const queue = new TaskQueue(aStack(), "mail");
    expect(queue.metricOldestMessageAge()).toMatchObject({
      metricName: "ApproximateAgeOfOldestMessage",
      statistic: "Maximum",
      dimensions: { QueueName: queue.queue.queueName },
    });
    expect(queue.metricDeadLetters()).toMatchObject({
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queue.deadLetterQueue.queueName },
    });
  });

  it("fails with a visibility timeout below its function's timeout", () => {
    const props = { functionTimeout: Duration.minutes(5), visibilityTimeout: Duration.seconds(30) };
    expect(refusal(props)).toThrow(
      /"visibilityTimeout" is "30 seconds"; it must be a Duration of 300 to 43200 seconds/,
    );
  });

  it("fails with a time limit that no function can keep", () => {
    expect(refusal({ timeLimit: Duration.minutes(15) })).toThrow(/"timeLimit" is "900 seconds".* of 1 to 890 seconds/);
  });

  it("fails with more receives than SQS counts", () => {
    expect(refusal({ maxReceiveCount: 1001 })).toThrow(/"maxReceiveCount" is 1001; .* from 1 to 1000/);
  });

  it("fails with a name that SQS refuses", () => {
    expect(refusal({ queueName: "shop.mail" })).toThrow(/"queueName" is "shop.mail"; it must be at most 62 letters/);
  });

  it("fails with a misspelt prop, and knows which one was meant", () => {
    expect(refusal({ visibilitytimeout: Duration.seconds(30) })).toThrow(/Did you mean "visibilityTimeout"\?/);
  });
});

const arnStart = ["arn:", { Ref: "AWS::Partition" }, ":sqs:", { Ref: "AWS::Region" }, ":", { Ref: "AWS::AccountId" }];
