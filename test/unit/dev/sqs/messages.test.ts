import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  InvalidMessageContents,
  MessageNotInflight,
  OverLimit,
  ReceiptHandleIsInvalid,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
  type SendMessageCommandInput,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import type { QueueEngineOptions } from "../../../../src/queue/index.ts";
import { sqsServer } from "./sqs-server.ts";

async function withQueue(name = "jobs", options: Partial<QueueEngineOptions> = {}) {
  const setup = await sqsServer(options);
  const queue = setup.engine.create(name);
  const QueueUrl = setup.url(name);
  const send = (input: Partial<SendMessageCommandInput> = {}) =>
    setup.client.send(new SendMessageCommand({ QueueUrl, MessageBody: "a", ...input }));
  const sendBatch = (...Entries: SendMessageBatchRequestEntry[]) =>
    setup.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const receive = async (input: Partial<ReceiveMessageCommandInput> = {}) =>
    (await setup.client.send(new ReceiveMessageCommand({ QueueUrl, ...input }))).Messages ?? [];
  return { ...setup, queue, QueueUrl, send, sendBatch, receive };
}

describe("a message over the wire", () => {
  it("comes back as it was sent, with sums that the SDK checks itself", async () => {
    const { send, receive, clock, queue } = await withQueue();
    const MessageAttributes = {
      "a.text": { DataType: "String", StringValue: "grün 🌿" },
      "a.number": { DataType: "Number.int", StringValue: "7" },
      binary: { DataType: "Binary", BinaryValue: Uint8Array.from([0, 1, 254, 255]) },
    };
    const sent = await send({
      MessageBody: "héllo 🌿\n",
      MessageAttributes,
      MessageGroupId: "tenant",
      MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: "Root=1-2-3" } },
    });
    expect(sent.MessageId).toBe(queue.receive({ visibilityTimeout: 0 })[0]?.id);
    expect(sent.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);
    expect(sent.SequenceNumber).toBeUndefined();
    const [message] = await receive({ MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] });
    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: "héllo 🌿\n",
      MD5OfBody: sent.MD5OfMessageBody,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      MessageAttributes,
    });
    expect(message?.Attributes).toEqual({
      SenderId: "000000000000",
      SentTimestamp: `${clock.now()}`,
      ApproximateReceiveCount: "2",
      ApproximateFirstReceiveTimestamp: `${clock.now()}`,
      MessageGroupId: "tenant",
      AWSTraceHeader: "Root=1-2-3",
    });
  });

  // The sums are those that AWS answers for these very attributes.
  it("has the sum of just those attributes that were asked for", async () => {
    const { send, receive } = await withQueue();
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    const sent = await send({
      MessageBody: "msg",
      MessageAttributes: { Hello: text("There"), General: text("Kenobi"), "Help.Me": text("Me") },
    });
    expect(sent).toMatchObject({
      MD5OfMessageBody: "6e2baaf3b97dbeef01c0043275f9a0e7",
      MD5OfMessageAttributes: "4c360f3fdafd970e05fae2f149d997f5",
    });
    const asked = async (...MessageAttributeNames: string[]) => {
      const [message] = await receive({ MessageAttributeNames, VisibilityTimeout: 0 });
      return [Object.keys(message?.MessageAttributes ?? {}).sort(), message?.MD5OfMessageAttributes];
    };
    expect(await asked()).toEqual([[], undefined]);
    expect(await asked("All")).toEqual([["General", "Hello", "Help.Me"], "4c360f3fdafd970e05fae2f149d997f5"]);
    expect(await asked(".*")).toEqual([["General", "Hello", "Help.Me"], "4c360f3fdafd970e05fae2f149d997f5"]);
    expect(await asked("Hello", "General")).toEqual([["General", "Hello"], "fca026605781cb4126a1e9044df24232"]);
    expect(await asked("Hello", "Foo")).toEqual([["Hello"], "a311262e065454b75da111d535b8dacd"]);
    expect(await asked("Hel.*")).toEqual([["Hello", "Help.Me"], "83fee93c1bcd8b9a5a923ffacdc636c7"]);
    expect(await asked("Foo", "Help")).toEqual([[], undefined]);
  });

  it("has the system attributes that were asked for, by either name of the parameter", async () => {
    const { send, receive } = await withQueue();
    await send();
    const asked = async (input: Partial<ReceiveMessageCommandInput>) =>
      Object.keys((await receive({ ...input, VisibilityTimeout: 0 }))[0]?.Attributes ?? {}).sort();
    expect(await asked({})).toEqual([]);
    expect(await asked({ MessageSystemAttributeNames: ["ApproximateReceiveCount"] })).toEqual([
      "ApproximateReceiveCount",
    ]);
    expect(await asked({ AttributeNames: ["SentTimestamp", "Policy"] as never })).toEqual(["SentTimestamp"]);
    expect(await asked({ AttributeNames: ["All"] })).toHaveLength(4);
  });

  it("is delayed by whole seconds, and hidden by them", async () => {
    const { send, receive, clock, client, QueueUrl } = await withQueue();
    await send({ DelaySeconds: 3 });
    expect(await receive()).toEqual([]);
    await clock.advance(3000);
    const [message] = await receive({ VisibilityTimeout: 5 });
    await client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 10 }),
    );
    await clock.advance(9999);
    expect(await receive()).toEqual([]);
    await clock.advance(1);
    expect(await receive()).toHaveLength(1);
  });

  it("is deleted once and for all", async () => {
    const { send, receive, client, QueueUrl, queue } = await withQueue();
    await send();
    const [message] = await receive();
    const command = new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle });
    await client.send(command);
    await client.send(command);
    expect(queue.counts).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("that is refused is an exception of the SDK's own class", async () => {
    const { send, receive, client, QueueUrl, clock } = await withQueue("jobs", { inFlightLimit: 1 });
    await expect(send({ MessageBody: "\uFFFE" })).rejects.toBeInstanceOf(InvalidMessageContents);
    const garbage = client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: "garbage" }));
    await expect(garbage).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
    await send();
    const [message] = await receive();
    await expect(receive()).rejects.toBeInstanceOf(OverLimit);
    await clock.advance(30_000);
    const late = client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle, VisibilityTimeout: 1 }),
    );
    await expect(late).rejects.toBeInstanceOf(MessageNotInflight);
    await expect(late).rejects.toMatchObject({ Code: "AWS.SimpleQueueService.MessageNotInflight" });
  });

  it("with a parameter out of range is refused in SQS's words", async () => {
    const { send, receive } = await withQueue();
    const refused = (promise: Promise<unknown>, message: string) =>
      expect(promise).rejects.toMatchObject({ name: "InvalidParameterValue", message });
    await refused(
      receive({ MaxNumberOfMessages: 11 }),
      "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
    );
    await refused(
      receive({ WaitTimeSeconds: 21 }),
      "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
    );
    await refused(
      send({ DelaySeconds: 901 }),
      "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.",
    );
    await refused(
      send({ MessageBody: "x".repeat(1_048_577) }),
      "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
    );
    await expect(send({ MessageBody: undefined })).rejects.toMatchObject({
      name: "MissingParameter",
      message: "The request must contain the parameter MessageBody.",
    });
    await expect(
      send({ MessageSystemAttributes: { Other: { DataType: "String", StringValue: "x" } } as never }),
    ).rejects.toThrow("AWSTraceHeader");
  });

  it("of a FIFO queue has its group, its deduplication id and its sequence number", async () => {
    const { send, receive } = await withQueue("orders.fifo");
    const sent = await send({ MessageGroupId: "g", MessageDeduplicationId: "d" });
    expect(await send({ MessageGroupId: "g", MessageDeduplicationId: "d", MessageBody: "other" })).toMatchObject({
      MessageId: sent.MessageId,
      SequenceNumber: sent.SequenceNumber,
    });
    const [message] = await receive({ MessageSystemAttributeNames: ["All"], MaxNumberOfMessages: 10 });
    expect(message?.Attributes).toMatchObject({
      MessageGroupId: "g",
      MessageDeduplicationId: "d",
      SequenceNumber: sent.SequenceNumber,
    });
    await expect(send({ MessageDeduplicationId: "d" })).rejects.toMatchObject({ name: "MissingParameter" });
    await expect(send({ MessageGroupId: "g" })).rejects.toThrow("ContentBasedDeduplication");
    await expect(send({ MessageGroupId: "g", MessageDeduplicationId: "e", DelaySeconds: 1 })).rejects.toThrow(
      "queue type",
    );
  });

  it("that was dead-lettered says from where", async () => {
    const { engine, receive, send, queue, clock } = await withQueue("dead");
    engine.create("source", { redrive: { deadLetterQueue: "dead", maxReceiveCount: 1 } }).send({ body: "x" });
    engine.queue("source").receive();
    await clock.advance(30_000);
    engine.queue("source").receive();
    expect(queue.counts.visible).toBe(1);
    await send();
    const [dead, direct] = await receive({ MessageSystemAttributeNames: ["All"], MaxNumberOfMessages: 10 });
    expect(dead?.Attributes?.DeadLetterQueueSourceArn).toBe("arn:aws:sqs:us-east-1:000000000000:source");
    expect(direct?.Attributes).not.toHaveProperty("DeadLetterQueueSourceArn");
  });
});

describe("a batch over the wire", () => {
  it("that is sent succeeds and fails entry by entry", async () => {
    const { sendBatch, queue } = await withQueue();
    const answer = await sendBatch(
      { Id: "fine", MessageBody: "a", MessageAttributes: { k: { DataType: "String", StringValue: "v" } } },
      { Id: "characters", MessageBody: "\u0000" },
      { Id: "delay", MessageBody: "a", DelaySeconds: 901 },
      { Id: "later", MessageBody: "b", DelaySeconds: 900 },
    );
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(["fine", "later"]);
    expect(answer.Successful?.[0]).toMatchObject({ MD5OfMessageBody: "0cc175b9c0f1b6a831c399e269772661" });
    expect(answer.Failed).toEqual([
      {
        Id: "characters",
        SenderFault: true,
        Code: "InvalidMessageContents",
        Message: expect.stringContaining("characters"),
      },
      { Id: "delay", SenderFault: true, Code: "InvalidParameterValue", Message: expect.stringContaining("901") },
    ]);
    expect(queue.counts).toEqual({ visible: 1, inFlight: 0, delayed: 1 });
  });

  it("is refused as a whole when it is empty, too long, or its ids are no good", async () => {
    const { sendBatch, queue } = await withQueue();
    const entries = (count: number, MessageBody = "a") =>
      Array.from({ length: count }, (_, index) => ({ Id: `${index}`, MessageBody }));
    const refused = (given: SendMessageBatchRequestEntry[], name: string, message: string) =>
      expect(sendBatch(...given)).rejects.toMatchObject({ name, message });
    await refused([], "EmptyBatchRequest", "There should be at least one SendMessageBatchRequestEntry in the request.");
    await refused(
      entries(11),
      "TooManyEntriesInBatchRequest",
      "Maximum number of entries per request are 10. You have sent 11.",
    );
    await refused(
      entries(2, "x".repeat(524_289)),
      "BatchRequestTooLong",
      "Batch requests cannot be longer than 1048576 bytes. You have sent 1048578 bytes.",
    );
    await refused([...entries(1), ...entries(1)], "BatchEntryIdsNotDistinct", "Id 0 repeated.");
    for (const Id of ["", "invalid:id", "x".repeat(81)]) {
      await expect(sendBatch({ Id, MessageBody: "a" })).rejects.toMatchObject({ name: "InvalidBatchEntryId" });
    }
    expect(queue.counts.visible).toBe(0);
  });

  it("deletes and changes visibility entry by entry", async () => {
    const { sendBatch, receive, client, QueueUrl, queue } = await withQueue();
    await sendBatch({ Id: "a", MessageBody: "a" }, { Id: "b", MessageBody: "b" });
    const [a, b] = await receive({ MaxNumberOfMessages: 10 });
    const changed = await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: [
          { Id: "a", ReceiptHandle: a?.ReceiptHandle, VisibilityTimeout: 0 },
          { Id: "b", ReceiptHandle: b?.ReceiptHandle, VisibilityTimeout: 43_201 },
          { Id: "c", ReceiptHandle: "garbage", VisibilityTimeout: 1 },
        ],
      }),
    );
    expect(changed.Successful).toEqual([{ Id: "a" }]);
    expect(changed.Failed?.map(({ Id, Code }) => [Id, Code])).toEqual([
      ["b", "InvalidParameterValue"],
      ["c", "ReceiptHandleIsInvalid"],
    ]);
    const again = await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: [{ Id: "a", ReceiptHandle: a?.ReceiptHandle, VisibilityTimeout: 5 }],
      }),
    );
    expect(again.Successful).toEqual([]);
    expect(again.Failed).toMatchObject([{ Id: "a", Code: "AWS.SimpleQueueService.MessageNotInflight" }]);
    const deleted = await client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: "a", ReceiptHandle: a?.ReceiptHandle },
          { Id: "b", ReceiptHandle: b?.ReceiptHandle },
          { Id: "c", ReceiptHandle: "garbage" },
        ],
      }),
    );
    expect(deleted.Successful).toEqual([{ Id: "a" }, { Id: "b" }]);
    expect(deleted.Failed).toMatchObject([{ Id: "c", SenderFault: true, Code: "ReceiptHandleIsInvalid" }]);
    expect(queue.counts).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });
});
