import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  EventSourceMapping,
  type MappingFact,
  type MappingParts,
} from "../../../../src/dev/event-source-mapping/index.ts";
import type { FunctionAnswer } from "../../../../src/dev/lambda/index.ts";
import { type Queue, type QueueAttributes, QueueEngine } from "../../../../src/queue/index.ts";
import { FrozenClock } from "../../../../src/runtime/index.ts";

interface EventRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: { readonly ApproximateReceiveCount: string };
}

/** An invocation that waits for the test to answer it. */
interface Call {
  readonly records: readonly EventRecord[];
  readonly bodies: readonly string[];
  readonly giveUpAt: number;
  answer(answer: FunctionAnswer | { failures: readonly string[] }): Promise<void>;
}

let clock: FrozenClock;
let engine: QueueEngine;
let calls: Call[];
let facts: MappingFact[];
let mapping: EventSourceMapping | undefined;

beforeEach(() => {
  clock = new FrozenClock();
  let id = 0;
  engine = new QueueEngine({ clock, ids: () => `id-${++id}` });
  calls = [];
  facts = [];
  mapping = undefined;
});

afterEach(async () => {
  for (const call of calls) void call.answer({ failures: [] });
  await mapping?.stop();
  expect(clock.waiting).toBe(0);
});

function queue(name = "mail", attributes: Partial<QueueAttributes> = {}): Queue {
  return engine.create(name, { visibilityTimeout: 30_000, ...attributes });
}

/** Maps the queue to a function whose answers the test gives. */
async function map(options: Partial<MappingParts> = {}): Promise<void> {
  const { queueName = "mail" } = options;
  mapping = new EventSourceMapping({
    clock,
    queueName,
    find: () => engine.find(queueName),
    invoke: (event, giveUpAt) =>
      new Promise((resolve) => {
        const records: EventRecord[] = JSON.parse(event).Records;
        const answer: Call["answer"] = async (given) => {
          const failed = "failures" in given && given.failures.map((body) => records.find((one) => one.body === body));
          const payload =
            failed && JSON.stringify({ batchItemFailures: failed.map((one) => ({ itemIdentifier: one?.messageId })) });
          resolve("failures" in given ? { kind: "returned", payload: String(payload) } : given);
          await clock.advance(0);
        };
        calls.push({ records, bodies: records.map(({ body }) => body), giveUpAt, answer });
      }),
    functionConcurrency: 5,
    tell: (fact) => facts.push(fact),
    ...options,
  });
  await clock.advance(0);
}

async function send(to: Queue, ...bodies: readonly string[]): Promise<void> {
  for (const body of bodies)
    to.send(to.attributes.fifo ? { body, groupId: body[0], deduplicationId: body.slice(0, 9) } : { body });
  await clock.advance(0);
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `m${index}`);
const batches = () => calls.map(({ bodies }) => bodies);

describe("a batch", () => {
  it("is handed over as soon as there is a message, and deleted when the answer names none", async () => {
    const mail = queue();
    await map();
    await send(mail, "a", "b");
    expect(batches()).toEqual([["a", "b"]]);
    await calls[0]?.answer({ failures: [] });
    expect(mail.counts).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    expect(facts.map(({ type }) => type)).toEqual(["batch-invoked", "batch-answered"]);
  });

  it("has the records of a Lambda event, in strings", async () => {
    const mail = queue();
    queue("mail-dead-letters");
    mail.send({
      body: '{"a":"ü"}',
      attributes: {
        reason: { dataType: "String", stringValue: "test" },
        raw: { dataType: "Binary", binaryValue: "AQI=" },
      },
    });
    await map();
    expect(calls[0]?.records).toEqual([
      {
        messageId: "id-1",
        receiptHandle: expect.any(String),
        body: '{"a":"ü"}',
        attributes: {
          ApproximateReceiveCount: "1",
          SentTimestamp: "1767225600000",
          SenderId: "000000000000",
          ApproximateFirstReceiveTimestamp: "1767225600000",
        },
        messageAttributes: {
          reason: { stringValue: "test", stringListValues: [], binaryListValues: [], dataType: "String" },
          raw: { binaryValue: "AQI=", stringListValues: [], binaryListValues: [], dataType: "Binary" },
        },
        md5OfBody: "f38091feea732597cbc589916142c339",
        eventSource: "aws:sqs",
        eventSourceARN: "arn:aws:sqs:us-east-1:000000000000:mail",
        awsRegion: "us-east-1",
      },
    ]);
  });

  it("holds ten messages unless told otherwise", async () => {
    await send(queue(), ...numbered(12));
    await map();
    expect(batches().map((bodies) => bodies.length)).toEqual([10, 2]);
  });

  it("holds no more than its size", async () => {
    await send(queue(), ...numbered(3));
    await map({ batchSize: 2 });
    expect(batches()).toEqual([["m0", "m1"], ["m2"]]);
  });

  it("stays under Lambda's 6 MB: what does not fit is the next one's", async () => {
    const large = "x".repeat(1_000_000);
    await send(queue(), ...numbered(8).map((name) => name + large));
    await map();
    expect(batches().map((bodies) => bodies.map((body) => body.slice(0, 2)))).toEqual([
      ["m0", "m1", "m2", "m3", "m4"],
      ["m5", "m6", "m7"],
    ]);
    expect(calls.flatMap(({ records }) => records.map((one) => one.attributes.ApproximateReceiveCount))).toEqual(
      Array(8).fill("1"),
    );
  });
});

describe("a window", () => {
  it("keeps a batch open until it is over", async () => {
    const mail = queue();
    await map({ batchSize: 100, batchingWindow: 5_000 });
    await send(mail, "a");
    await clock.advance(4_000);
    await send(mail, "b");
    expect(calls).toEqual([]);
    await clock.advance(1_000);
    expect(batches()).toEqual([["a", "b"]]);
  });

  it("ends when the batch is full, over several receives", async () => {
    await send(queue(), ...numbered(30));
    await map({ batchSize: 25, batchingWindow: 5_000 });
    expect(batches()).toEqual([numbered(30).slice(0, 25)]);
    await clock.advance(5_000);
    expect(batches()[1]).toEqual(numbered(30).slice(25));
  });

  it("is not cut short by the end of a long poll", async () => {
    const mail = queue("mail", { visibilityTimeout: 120_000 });
    await map({ batchSize: 100, batchingWindow: 60_000 });
    await send(mail, "a");
    await clock.advance(59_000);
    await send(mail, "b");
    await clock.advance(1_000);
    expect(batches()).toEqual([["a", "b"]]);
  });
});

describe("an answer", () => {
  it("that names some returns those when their visibility timeout ends, one receive older", async () => {
    const mail = queue();
    await send(mail, "a", "b", "c");
    await map();
    await calls[0]?.answer({ failures: ["b"] });
    expect(mail.counts).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    await clock.advance(29_999);
    expect(calls).toHaveLength(1);
    await clock.advance(1);
    expect(batches()[1]).toEqual(["b"]);
    expect(calls[1]?.records[0]?.attributes.ApproximateReceiveCount).toBe("2");
  });

  it("that names an unknown message returns the whole batch", async () => {
    const mail = queue();
    await send(mail, "a", "b");
    await map();
    await calls[0]?.answer({ kind: "returned", payload: '{"batchItemFailures":[{"itemIdentifier":"nobody"}]}' });
    expect(mail.counts.inFlight).toBe(2);
    expect(facts.at(-1)).toMatchObject({ type: "batch-failed", returned: ["id-1", "id-2"] });
  });

  it("that is an error returns the whole batch", async () => {
    const mail = queue();
    await send(mail, "a", "b");
    await map();
    await calls[0]?.answer({
      kind: "failed",
      error: { errorType: "Sandbox.Timedout", errorMessage: "Task timed out after 3.00 seconds" },
    });
    expect(mail.counts.inFlight).toBe(2);
    expect(facts.at(-1)).toMatchObject({
      type: "batch-failed",
      problem: "Sandbox.Timedout: Task timed out after 3.00 seconds",
      visibleAt: { "id-1": clock.now() + 30_000, "id-2": clock.now() + 30_000 },
    });
    await clock.advance(30_000);
    expect(batches()[1]).toEqual(["a", "b"]);
  });

  it("leaves the visibility that the handler has set", async () => {
    const mail = queue();
    await send(mail, "soon", "late");
    await map();
    const [soon, late] = calls[0]?.records ?? [];
    mail.changeVisibility(String(soon?.receiptHandle), 2_000);
    mail.changeVisibility(String(late?.receiptHandle), 100_000);
    await calls[0]?.answer({ failures: ["soon", "late"] });
    await clock.advance(2_000);
    expect(batches()[1]).toEqual(["soon"]);
    await clock.advance(98_000);
    expect(batches().at(-1)).toEqual(["late"]);
  });

  it("again and again of an error takes the message to the dead letters", async () => {
    queue("mail-dead-letters");
    const mail = queue("mail", { redrive: { deadLetterQueue: "mail-dead-letters", maxReceiveCount: 2 } });
    await send(mail, "a");
    await map();
    await calls[0]?.answer({ failures: ["a"] });
    await clock.advance(30_000);
    await calls[1]?.answer({ failures: ["a"] });
    await clock.advance(30_000);
    expect(calls).toHaveLength(2);
    expect(engine.queue("mail-dead-letters").counts.visible).toBe(1);
  });
});

describe("concurrency", () => {
  it("is at most the mapping's: no more messages are received meanwhile", async () => {
    const mail = queue();
    await send(mail, ...numbered(5));
    await map({ batchSize: 1, maxConcurrency: 2 });
    expect(batches()).toEqual([["m0"], ["m1"]]);
    expect(mail.counts).toEqual({ visible: 3, inFlight: 2, delayed: 0 });
    await calls[1]?.answer({ failures: [] });
    expect(batches()).toEqual([["m0"], ["m1"], ["m2"]]);
  });

  it("is at most the function's", async () => {
    await send(queue(), ...numbered(5));
    await map({ batchSize: 1, functionConcurrency: 3 });
    expect(calls).toHaveLength(3);
  });

  it("gives the function until the batch's visibility timeout to find an environment; then the batch reappears", async () => {
    const mail = queue();
    await send(mail, "a");
    await map();
    expect(calls[0]?.giveUpAt).toBe(clock.now() + 30_000);
    await clock.advance(30_000);
    await calls[0]?.answer({ kind: "throttled" });
    expect(facts.map(({ type }) => type)).toContain("batch-throttled");
    expect(calls[1]?.records[0]?.attributes.ApproximateReceiveCount).toBe("2");
  });
});

describe("a FIFO queue", () => {
  it("has one batch of a group at one time, and groups side by side", async () => {
    const orders = queue("orders.fifo");
    await send(orders, "a1", "b1", "a2");
    await map({ queueName: "orders.fifo", batchSize: 1 });
    expect(batches()).toEqual([["a1"], ["b1"]]);
    await calls[0]?.answer({ failures: [] });
    expect(batches().at(-1)).toEqual(["a2"]);
  });

  it("keeps a group behind its failed message", async () => {
    const orders = queue("orders.fifo");
    await send(orders, "a1", "a2", "a3");
    await map({ queueName: "orders.fifo", batchSize: 2 });
    await calls[0]?.answer({ failures: ["a1", "a2"] });
    expect(calls).toHaveLength(1);
    await clock.advance(30_000);
    expect(batches()[1]).toEqual(["a1", "a2"]);
  });

  it("does not let what was too large for a batch overtake it", async () => {
    const large = "x".repeat(1_000_000);
    const orders = queue("orders.fifo");
    await send(orders, ...numbered(8).map((name) => name + large));
    await map({ queueName: "orders.fifo" });
    expect(calls).toHaveLength(1);
    await calls[0]?.answer({ failures: [] });
    expect(batches()[1]?.map((body) => body.slice(0, 2))).toEqual(["m5", "m6", "m7"]);
  });

  it("tells of a message that was handled after its visibility timeout, and runs it again", async () => {
    const orders = queue("orders.fifo");
    await send(orders, "a1");
    await map({ queueName: "orders.fifo" });
    await clock.advance(30_000);
    await calls[0]?.answer({ failures: [] });
    expect(facts.map(({ type }) => type)).toContain("delete-refused");
    expect(batches()).toEqual([["a1"], ["a1"]]);
  });
});

describe("a queue that is deleted", () => {
  it("is taken up again when it is made again", async () => {
    const mail = queue();
    await map();
    engine.delete(mail.name);
    await clock.advance(5_000);
    await send(queue(), "a");
    await clock.advance(1_000);
    expect(batches()).toEqual([["a"]]);
  });
});

describe("stopping", () => {
  it("receives nothing more, and waits for what runs", async () => {
    const mail = queue();
    await send(mail, "a");
    await map();
    let stopped = false;
    const stopping = mapping?.stop().then(() => (stopped = true));
    await send(mail, "b");
    expect([stopped, calls.length]).toEqual([false, 1]);
    await calls[0]?.answer({ failures: [] });
    await stopping;
    expect(mail.counts).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  });

  it("gives back at once what waited for its window", async () => {
    const mail = queue();
    await map({ batchSize: 100, batchingWindow: 60_000 });
    await send(mail, "a", "b");
    await mapping?.stop();
    expect(mail.counts).toEqual({ visible: 2, inFlight: 0, delayed: 0 });
  });
});
