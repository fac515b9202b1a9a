import {
  AddPermissionCommand,
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  PurgeQueueCommand,
  QueueDoesNotExist,
  QueueNameExists,
  RemovePermissionCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { sqsServer } from "./sqs-server.ts";

const arn = (queue: string) => `arn:aws:sqs:us-east-1:000000000000:${queue}`;

async function withQueue(QueueName = "jobs", Attributes?: Record<string, string>) {
  const setup = await sqsServer();
  const { QueueUrl = "" } = await setup.client.send(new CreateQueueCommand({ QueueName, Attributes }));
  const attributes = async (...AttributeNames: string[]) => {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: AttributeNames as ["All"] });
    return (await setup.client.send(command)).Attributes;
  };
  const set = (Attributes: Record<string, string>) =>
    setup.client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  return { ...setup, QueueUrl, attributes, set };
}

describe("queues over the wire", () => {
  it("are created, found by name under the host that was asked, and deleted", async () => {
    const { client, QueueUrl, url } = await withQueue();
    expect(QueueUrl).toBe(url("jobs"));
    expect(await client.send(new GetQueueUrlCommand({ QueueName: "jobs" }))).toMatchObject({ QueueUrl });
    await client.send(new DeleteQueueCommand({ QueueUrl }));
    const gone = client.send(new GetQueueUrlCommand({ QueueName: "jobs" }));
    await expect(gone).rejects.toBeInstanceOf(QueueDoesNotExist);
    await expect(gone).rejects.toMatchObject({
      name: "QueueDoesNotExist",
      message: "The specified queue does not exist.",
      Code: "AWS.SimpleQueueService.NonExistentQueue",
      Type: "Sender",
      $fault: "client",
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it("are created again as the same, unless an attribute differs", async () => {
    const { client, QueueUrl } = await withQueue("jobs", { DelaySeconds: "5", Policy: "{}" });
    const again = (Attributes?: Record<string, string>) =>
      client.send(new CreateQueueCommand({ QueueName: "jobs", Attributes }));
    expect(await again()).toMatchObject({ QueueUrl });
    expect(await again({ DelaySeconds: "5", VisibilityTimeout: "30", SqsManagedSseEnabled: "true" })).toMatchObject({
      QueueUrl,
    });
    await expect(again({ DelaySeconds: "6" })).rejects.toBeInstanceOf(QueueNameExists);
    await expect(again({ DelaySeconds: "6" })).rejects.toMatchObject({
      Code: "QueueAlreadyExists",
      message: "A queue already exists with the same name and a different value for attribute DelaySeconds",
    });
  });

  it("are reached by the last part of the URL, whatever its host", async () => {
    const { engine, endpoint } = await withQueue();
    const send = (QueueUrl: string) =>
      fetch(endpoint, {
        method: "POST",
        headers: { "x-amz-target": "AmazonSQS.SendMessage" },
        body: JSON.stringify({ QueueUrl, MessageBody: "a" }),
      });
    for (const url of [
      "https://sqs.eu-west-1.amazonaws.com/1/jobs",
      "http://host.docker.internal:4566/queue/jobs",
      "jobs",
    ]) {
      expect((await send(url)).status).toBe(200);
    }
    expect(engine.queue("jobs").counts.visible).toBe(3);
  });

  it("are listed by prefix and in pages", async () => {
    const { client, engine, url } = await sqsServer();
    expect((await client.send(new ListQueuesCommand({}))).QueueUrls).toBeUndefined();
    for (const name of ["b", "a1", "a2", "a3"]) engine.create(name);
    const all = await client.send(new ListQueuesCommand({}));
    expect(all).toMatchObject({ QueueUrls: ["a1", "a2", "a3", "b"].map(url) });
    const first = await client.send(new ListQueuesCommand({ QueueNamePrefix: "a", MaxResults: 2 }));
    expect(first.QueueUrls).toEqual([url("a1"), url("a2")]);
    const rest = await client.send(
      new ListQueuesCommand({ QueueNamePrefix: "a", MaxResults: 2, NextToken: first.NextToken }),
    );
    expect(rest.QueueUrls).toEqual([url("a3")]);
    expect(rest.NextToken).toBeUndefined();
    await expect(client.send(new ListQueuesCommand({ NextToken: "garbage" }))).rejects.toThrow("next token");
  });

  it("have the attributes that SQS gives a standard queue", async () => {
    const { attributes, clock, engine } = await withQueue();
    for (const body of ["a", "b"]) engine.queue("jobs").send({ body });
    engine.queue("jobs").send({ body: "c", delay: 1000 });
    engine.queue("jobs").receive();
    const now = `${clock.now() / 1000}`;
    expect(await attributes("All")).toEqual({
      QueueArn: arn("jobs"),
      ApproximateNumberOfMessages: "1",
      ApproximateNumberOfMessagesNotVisible: "1",
      ApproximateNumberOfMessagesDelayed: "1",
      CreatedTimestamp: now,
      LastModifiedTimestamp: now,
      VisibilityTimeout: "30",
      MaximumMessageSize: "1048576",
      MessageRetentionPeriod: "345600",
      DelaySeconds: "0",
      ReceiveMessageWaitTimeSeconds: "0",
      SqsManagedSseEnabled: "true",
    });
    expect(await attributes("QueueArn", "RedrivePolicy")).toEqual({ QueueArn: arn("jobs") });
    expect(await attributes()).toBeUndefined();
    await expect(attributes("Nonsense")).rejects.toMatchObject({ name: "InvalidAttributeName" });
  });

  it("have the attributes that SQS gives a FIFO queue", async () => {
    const { attributes } = await withQueue("orders.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
    expect(await attributes("All")).toMatchObject({
      FifoQueue: "true",
      ContentBasedDeduplication: "true",
      DeduplicationScope: "queue",
      FifoThroughputLimit: "perQueue",
    });
  });

  it("take new attributes, all or none of them", async () => {
    const { attributes, set, clock } = await withQueue();
    await clock.advance(5000);
    await set({
      DelaySeconds: "420",
      MaximumMessageSize: "2048",
      ReceiveMessageWaitTimeSeconds: "10",
      KmsMasterKeyId: "k",
    });
    expect(await attributes("All")).toMatchObject({
      DelaySeconds: "420",
      MaximumMessageSize: "2048",
      ReceiveMessageWaitTimeSeconds: "10",
      KmsMasterKeyId: "k",
      SqsManagedSseEnabled: "false",
      LastModifiedTimestamp: `${clock.now() / 1000}`,
    });
    for (const [name, value] of [
      ["DelaySeconds", "901"],
      ["DelaySeconds", "soon"],
      ["VisibilityTimeout", "43201"],
      ["MessageRetentionPeriod", "59"],
      ["MaximumMessageSize", "1048577"],
      ["ReceiveMessageWaitTimeSeconds", "21"],
      ["SqsManagedSseEnabled", "maybe"],
      ["Policy", "{"],
    ] as const) {
      const refused = set({ VisibilityTimeout: "1", [name]: value });
      await expect(refused).rejects.toMatchObject({ name: "InvalidAttributeValue" });
      await expect(refused).rejects.toThrow(name);
    }
    await expect(set({ Nonsense: "1" })).rejects.toMatchObject({ name: "InvalidAttributeName" });
    await expect(set({ DeduplicationScope: "queue" })).rejects.toMatchObject({ name: "InvalidAttributeName" });
    await expect(set({ FifoQueue: "true" })).rejects.toMatchObject({ name: "InvalidAttributeName" });
    expect(await attributes("VisibilityTimeout")).toEqual({ VisibilityTimeout: "30" });
  });

  it("take a redrive policy, count in text or number, and list the sources of a dead-letter queue", async () => {
    const { attributes, set, client, engine, url } = await withQueue();
    engine.create("dead");
    await set({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("dead"), maxReceiveCount: "3" }) });
    const { RedrivePolicy = "" } = (await attributes("RedrivePolicy")) ?? {};
    expect(JSON.parse(RedrivePolicy)).toEqual({ deadLetterTargetArn: arn("dead"), maxReceiveCount: 3 });
    const sources = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: url("dead") }));
    expect(sources.queueUrls).toEqual([url("jobs")]);
    await set({ RedrivePolicy: "" });
    expect(await attributes("RedrivePolicy")).toBeUndefined();
    const none = await client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: url("dead") }));
    expect(none.queueUrls).toEqual([]);
  });

  it("refuse a redrive policy that cannot be followed, in SQS's words", async () => {
    const { set } = await withQueue();
    for (const [policy, reason] of [
      ["garbage", "not a valid JSON map"],
      [{ maxReceiveCount: 1 }, "deadLetterTargetArn"],
      [{ deadLetterTargetArn: arn("dead") }, "maxReceiveCount"],
      [{ deadLetterTargetArn: "dummy", maxReceiveCount: 42 }, "Invalid value for deadLetterTargetArn."],
      [{ deadLetterTargetArn: arn("dead"), maxReceiveCount: 3 }, "Dead letter target does not exist."],
    ] as const) {
      const RedrivePolicy = typeof policy === "string" ? policy : JSON.stringify(policy);
      await expect(set({ RedrivePolicy })).rejects.toMatchObject({ name: "InvalidParameterValue" });
      await expect(set({ RedrivePolicy })).rejects.toThrow(reason);
    }
  });

  it("make FIFO queues of the attribute and the name together alone", async () => {
    const { client } = await sqsServer();
    const create = (QueueName: string, Attributes?: Record<string, string>) =>
      client.send(new CreateQueueCommand({ QueueName, Attributes }));
    await expect(create("orders.fifo")).rejects.toMatchObject({ name: "InvalidParameterValue" });
    await expect(create("orders", { FifoQueue: "true" })).rejects.toThrow("must end with .fifo");
    await expect(create("orders", { FifoQueue: "false" })).rejects.toMatchObject({ name: "InvalidAttributeName" });
  });

  it("have tags", async () => {
    const { client, engine } = await sqsServer();
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: "jobs", tags: { a: "1" } }));
    const tags = async () => (await client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags;
    await client.send(new TagQueueCommand({ QueueUrl, Tags: { b: "2", c: "3" } }));
    expect(await tags()).toEqual({ a: "1", b: "2", c: "3" });
    await client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ["a", "b", "none"] }));
    expect(await tags()).toEqual({ c: "3" });
    await client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ["c"] }));
    expect(await tags()).toBeUndefined();
    expect(engine.queue("jobs").tags).toEqual({});
  });

  it("keep permissions in their policy", async () => {
    const { client, QueueUrl, attributes } = await withQueue();
    const add = (Label: string, ...AWSAccountIds: string[]) =>
      client.send(new AddPermissionCommand({ QueueUrl, Label, AWSAccountIds, Actions: ["ReceiveMessage"] }));
    await add("reader", "111111111111", "222222222222");
    const { Policy = "" } = (await attributes("Policy")) ?? {};
    expect(JSON.parse(Policy)).toEqual({
      Version: "2008-10-17",
      Id: `${arn("jobs")}/SQSDefaultPolicy`,
      Statement: [
        {
          Sid: "reader",
          Effect: "Allow",
          Principal: { AWS: ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"] },
          Action: "SQS:ReceiveMessage",
          Resource: arn("jobs"),
        },
      ],
    });
    await expect(add("reader", "111111111111")).rejects.toThrow(
      "Value reader for parameter Label is invalid. Reason: Already exists.",
    );
    await client.send(new RemovePermissionCommand({ QueueUrl, Label: "reader" }));
    expect(await attributes("Policy")).toBeUndefined();
    await expect(client.send(new RemovePermissionCommand({ QueueUrl, Label: "reader" }))).rejects.toThrow("label");
  });

  it("are purged", async () => {
    const { client, QueueUrl, engine } = await withQueue();
    engine.queue("jobs").send({ body: "a" });
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(engine.queue("jobs").counts.visible).toBe(0);
  });

  it("that do not exist are QueueDoesNotExist for every operation", async () => {
    const { client, url } = await sqsServer();
    const QueueUrl = url("none");
    for (const command of [
      new DeleteQueueCommand({ QueueUrl }),
      new PurgeQueueCommand({ QueueUrl }),
      new ListQueueTagsCommand({ QueueUrl }),
      new GetQueueAttributesCommand({ QueueUrl }),
      new SetQueueAttributesCommand({ QueueUrl, Attributes: {} }),
    ]) {
      await expect(client.send(command as PurgeQueueCommand)).rejects.toBeInstanceOf(QueueDoesNotExist);
    }
  });
});
