import { describe, expect, it } from "vitest";
import { frozenEngine, refused, second } from "./frozen-engine.ts";

describe("the queues of an engine", () => {
  it("have SQS's defaults", () => {
    expect(frozenEngine().engine.create("jobs").attributes).toEqual({
      fifo: false,
      delay: 0,
      visibilityTimeout: 30_000,
      retention: 4 * 86_400_000,
      maximumMessageSize: 1_048_576,
      receiveWait: 0,
      redrive: undefined,
      contentBasedDeduplication: false,
      deduplicationScope: "queue",
      other: {},
    });
  });

  it("are made once: the same again is the same queue, another is refused", () => {
    const { engine } = frozenEngine();
    const queue = engine.create("jobs", { delay: second });
    expect(engine.create("jobs", { delay: second })).toBe(queue);
    expect(engine.create("jobs")).toBe(queue);
    expect(refused(() => engine.create("jobs", { delay: 0 })).fault).toBe("QueueNameExists");
  });

  it("are found by name, listed by name, and gone when they are deleted", () => {
    const { engine } = frozenEngine();
    for (const name of ["b", "a", "c.fifo"]) engine.create(name);
    expect(engine.queues.map(({ name }) => name)).toEqual(["a", "b", "c.fifo"]);
    engine.queue("a").send({ body: "x" });
    engine.delete("a");
    expect(engine.find("a")).toBeUndefined();
    expect(refused(() => engine.queue("a")).fault).toBe("QueueDoesNotExist");
    expect(refused(() => engine.delete("a")).fault).toBe("QueueDoesNotExist");
    expect(engine.create("a").counts.visible).toBe(0);
  });

  it("have names of 1 to 80 letters, digits, hyphens and underscores, and .fifo for FIFO alone", () => {
    const { engine } = frozenEngine();
    engine.create("A-z_0");
    engine.create("x".repeat(80));
    engine.create(`${"x".repeat(75)}.fifo`);
    for (const name of ["", "a b", "a.b", "x".repeat(81), `${"x".repeat(76)}.fifo`, ".fifo"]) {
      expect(refused(() => engine.create(name)).fault).toBe("InvalidParameterValue");
    }
    expect(refused(() => engine.create("a.fifo", { fifo: false })).fault).toBe("InvalidParameterValue");
    expect(refused(() => engine.create("a", { fifo: true })).fault).toBe("InvalidParameterValue");
  });

  it("refuse attributes that are out of range, and change nothing then", () => {
    const { engine } = frozenEngine();
    const queue = engine.create("jobs");
    const before = queue.attributes;
    for (const changes of [
      { delay: 900_001 },
      { delay: -1 },
      { visibilityTimeout: 43_200_001 },
      { retention: 59_999 },
      { retention: 14 * 86_400_000 + 1 },
      { maximumMessageSize: 1023 },
      { maximumMessageSize: 1_048_577 },
      { receiveWait: 20_001 },
      { receiveWait: Number.NaN },
    ]) {
      expect(refused(() => queue.setAttributes(changes)).fault).toBe("InvalidAttributeValue");
    }
    expect(refused(() => queue.setAttributes({ contentBasedDeduplication: true })).fault).toBe("InvalidAttributeName");
    expect(refused(() => queue.setAttributes({ fifo: true })).problem).toContain("Modifying queue type");
    expect(queue.attributes).toBe(before);
  });

  it("keep tags and other attributes", () => {
    const queue = frozenEngine().engine.create("jobs", { other: { Policy: "{}" } }, { team: "a" });
    expect([queue.tags, queue.attributes.other]).toEqual([{ team: "a" }, { Policy: "{}" }]);
    queue.setTags({ team: "b" });
    expect(queue.tags).toEqual({ team: "b" });
  });
});

describe("an observer", () => {
  it("is told what happens to a message, in order", async () => {
    const { engine, clock, facts } = frozenEngine();
    const queue = engine.create("jobs");
    const start = clock.now();
    queue.send({ body: "a", delay: second });
    await clock.advance(second);
    const [message] = queue.receive({ visibilityTimeout: second });
    queue.changeVisibility(message?.receiptHandle ?? "", 0);
    queue.delete(message?.receiptHandle ?? "");
    queue.purge();
    engine.delete("jobs");
    expect(facts.slice(1)).toMatchObject([
      {
        type: "sent",
        queue: "jobs",
        message: { number: 1, id: "id-1", body: "a", state: "delayed", due: start + second },
      },
      { type: "available", queue: "jobs", number: 1, id: "id-1" },
      { type: "received", queue: "jobs", number: 1, at: start + second, until: start + 2 * second },
      { type: "visibility-changed", queue: "jobs", number: 1, until: start + second },
      { type: "available", queue: "jobs", number: 1 },
      { type: "deleted", queue: "jobs", number: 1, id: "id-1" },
      { type: "purged", queue: "jobs" },
      { type: "queue-deleted", queue: "jobs" },
    ]);
  });

  it("is told nothing once it has left", () => {
    const { engine } = frozenEngine();
    const told: string[] = [];
    const leave = engine.observe(({ type }) => told.push(type));
    engine.create("a");
    leave();
    engine.create("b");
    expect(told).toEqual(["queue-created"]);
  });
});

describe("delivery faults", () => {
  it("leave a copy of a message in the queue, which outlives the message", () => {
    const doubled: string[] = [];
    const { engine } = frozenEngine({
      faults: {
        duplicate: (message, queue) => {
          doubled.push(`${queue} ${message.body} ${message.receiveCount}`);
          return message.body === "a" && doubled.length === 1;
        },
      },
    });
    const queue = engine.create("jobs");
    const { id } = queue.send({ body: "a" });
    queue.send({ body: "b" });
    const [first] = queue.receive({ max: 2 });
    queue.delete(first?.receiptHandle ?? "");
    const again = queue.receive({ max: 10 });
    expect(again).toMatchObject([{ id, body: "a", receiveCount: 1 }]);
    queue.delete(again[0]?.receiptHandle ?? "");
    expect(queue.counts).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    expect(doubled).toEqual(["jobs a 1", "jobs b 1", "jobs a 1"]);
  });

  it("pick which message is received next", () => {
    const queue = frozenEngine({ faults: { pick: (visible) => visible - 1 } }).engine.create("jobs");
    for (const body of ["a", "b", "c"]) queue.send({ body });
    expect(queue.receive({ max: 10 }).map(({ body }) => body)).toEqual(["c", "b", "a"]);
  });

  it("leave FIFO queues alone", () => {
    const { engine } = frozenEngine({ faults: { duplicate: () => true, pick: (visible) => visible - 1 } });
    const queue = engine.create("orders.fifo", { contentBasedDeduplication: true });
    for (const body of ["a", "b"]) queue.send({ body, groupId: "g" });
    expect(queue.receive({ max: 10 }).map(({ body }) => body)).toEqual(["a", "b"]);
    expect(queue.counts.visible).toBe(0);
  });
});
