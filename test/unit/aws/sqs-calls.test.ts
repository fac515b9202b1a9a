import { describe, expect, it } from "vitest";
import { recordedAws, ServiceError } from "./recorded-aws.ts";

const url = "https://sqs.eu-north-1.amazonaws.com/1/shop-mail";
const app = { queues: { mail: { url, deadLetterUrl: `${url}-dead-letters` } } };

describe("calls to SQS", () => {
  it("sends a message in exactly one call, with no more than it was given", async () => {
    const { broker, calls } = recordedAws(undefined, { app });
    await broker.send({ queue: "mail", body: "{}" });
    await broker.send({ queue: "mail", body: "[]", delaySeconds: 0, groupId: "g", deduplicationId: "d" });
    expect(calls).toEqual([
      { operation: "SendMessage", input: { QueueUrl: url, MessageBody: "{}" } },
      {
        operation: "SendMessage",
        input: {
          QueueUrl: url,
          MessageBody: "[]",
          DelaySeconds: 0,
          MessageGroupId: "g",
          MessageDeduplicationId: "d",
        },
      },
    ]);
  });

  it("asks for the attributes that a delivery is made of, and leaves the visibility to the queue unless it is given", async () => {
    const { broker, calls } = recordedAws(undefined, { app });
    await broker.receive({ queue: "mail", max: 10, waitSeconds: 20 });
    await broker.receive({ queue: "mail", max: 1, waitSeconds: 0, visibilitySeconds: 60 });
    const common = {
      QueueUrl: url,
      MessageSystemAttributeNames: [
        "ApproximateReceiveCount",
        "ApproximateFirstReceiveTimestamp",
        "SentTimestamp",
        "MessageGroupId",
      ],
      MessageAttributeNames: ["All"],
    };
    expect(calls.map(({ input }) => input)).toEqual([
      { ...common, MaxNumberOfMessages: 10, WaitTimeSeconds: 20 },
      { ...common, MaxNumberOfMessages: 1, WaitTimeSeconds: 0, VisibilityTimeout: 60 },
    ]);
  });

  it("removes ten messages in one call", async () => {
    const { broker, calls } = recordedAws(undefined, { app });
    const receipts = Array.from({ length: 10 }, (_, index) => `receipt-${index}`);
    await broker.acknowledge("mail", receipts);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.operation).toBe("DeleteMessageBatch");
    expect(calls[0]?.input.Entries.map((entry: { ReceiptHandle: string }) => entry.ReceiptHandle)).toEqual(receipts);
  });

  it("says in the log which messages could not be removed, and does not fail", async () => {
    const warnings: object[] = [];
    const logger = {
      debug() {},
      info() {},
      warn: (fields: object) => warnings.push(fields),
      error() {},
      child: () => logger,
    };
    const failed = { Failed: [{ Id: "0", SenderFault: true, Code: "ReceiptHandleIsInvalid", Message: "no" }] };
    const { broker } = recordedAws(() => failed, { app, logger });
    await broker.acknowledge("mail", ["bad"]);
    expect(warnings).toEqual([{ queue: "mail", problems: ["ReceiptHandleIsInvalid: no"] }]);
  });

  it("puts a dead letter on its own queue, with text attributes", async () => {
    const { broker, calls } = recordedAws(undefined, { app });
    await broker.deadLetter({ queue: "mail", body: "x", groupId: "tenant", attributes: { why: "FAILED", none: "" } });
    expect(calls).toEqual([
      {
        operation: "SendMessage",
        input: {
          QueueUrl: `${url}-dead-letters`,
          MessageBody: "x",
          MessageGroupId: "tenant",
          MessageAttributes: { why: { DataType: "String", StringValue: "FAILED" } },
        },
      },
    ]);
  });
});

describe("the URL of a queue", () => {
  const answer = ({ operation }: { operation: string }) => (operation === "GetQueueUrl" ? { QueueUrl: url } : {});

  it("is asked of SQS once, however many messages are sent at once", async () => {
    const { broker, calls } = recordedAws(answer);
    await Promise.all(Array.from({ length: 5 }, () => broker.send({ queue: "mail", body: "{}" })));
    await broker.send({ queue: "mail", body: "{}" });
    const lookups = calls.filter(({ operation }) => operation === "GetQueueUrl");
    expect(lookups).toEqual([{ operation: "GetQueueUrl", input: { QueueName: "shop-mail" } }]);
    expect(calls).toHaveLength(7);
  });

  it("is asked again after a lookup that failed", async () => {
    let deployed = false;
    const { broker, calls } = recordedAws((call) => {
      if (!deployed) throw new ServiceError("QueueDoesNotExist");
      return answer(call);
    });
    await expect(broker.send({ queue: "mail", body: "{}" })).rejects.toMatchObject({ code: "QUEUE_NOT_FOUND" });
    deployed = true;
    await broker.send({ queue: "mail", body: "{}" });
    const operations = calls.map(({ operation }) => operation).filter((operation) => operation !== "ListQueues");
    expect(operations).toEqual(["GetQueueUrl", "GetQueueUrl", "SendMessage"]);
  });

  it("is asked again after the queue has gone", async () => {
    let gone = true;
    const { broker, calls } = recordedAws((call) => {
      if (call.operation === "SendMessage" && gone) throw new ServiceError("QueueDoesNotExist");
      return answer(call);
    });
    await expect(broker.send({ queue: "mail", body: "{}" })).rejects.toMatchObject({ code: "QUEUE_NOT_FOUND" });
    gone = false;
    await broker.send({ queue: "mail", body: "{}" });
    const operations = calls.map(({ operation }) => operation);
    expect(operations).toEqual(["GetQueueUrl", "SendMessage", "GetQueueUrl", "SendMessage"]);
  });

  it("that nobody knows is an error that names the queue and the environment variable", async () => {
    const { broker } = recordedAws(() => {
      throw new ServiceError("QueueDoesNotExist", "The specified queue does not exist.");
    });
    await expect(broker.send({ queue: "mail", body: "{}" })).rejects.toMatchObject({
      code: "QUEUE_NOT_FOUND",
      detail: { queue: "mail", queueName: "shop-mail", variable: "LOVAGE_SHOP_QUEUES" },
      cause: { name: "QueueDoesNotExist" },
    });
    await expect(broker.deadLetter({ queue: "a.fifo", body: "{}", attributes: {} })).rejects.toMatchObject({
      code: "QUEUE_NOT_FOUND",
      detail: { queue: "a.fifo", queueName: "shop-a-dead-letters.fifo", variable: "LOVAGE_SHOP_DEAD_LETTERS" },
    });
  });

  it("that nobody knows on this machine is an error that names those that are there", async () => {
    const absent = (QueueUrls: string[] | undefined) =>
      recordedAws(
        ({ operation }) => {
          if (operation === "ListQueues") return { QueueUrls };
          throw new ServiceError("QueueDoesNotExist", "The specified queue does not exist.");
        },
        { app: { endpoint: "http://127.0.0.1:4566" } },
      ).broker.send({ queue: "mail", body: "{}" });
    const queues = ["shop-default", "shop-default-dead-letters", "mall-mail"];
    await expect(absent(queues.map((name) => `http://127.0.0.1:4566/0/${name}`))).rejects.toThrow(
      'SQS knows no queue named "shop-mail". It has shop-default, mall-mail. Is the app',
    );
    await expect(absent(undefined)).rejects.toThrow('"shop-mail". It has none at all. Is the app');
  });
});
