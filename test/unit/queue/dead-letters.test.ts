import { describe, expect, it } from "vitest";
import { bodies, day, frozenEngine, hour, minute, refused, second } from "./frozen-engine.ts";

function withDeadLetters(maxReceiveCount = 2, suffix = "") {
  const { engine, clock, facts } = frozenEngine();
  const dead = engine.create(`dead${suffix}`, suffix ? { contentBasedDeduplication: true } : {});
  const queue = engine.create(`jobs${suffix}`, {
    visibilityTimeout: minute,
    redrive: { deadLetterQueue: `dead${suffix}`, maxReceiveCount },
    ...(suffix ? { contentBasedDeduplication: true } : {}),
  });
  return { engine, clock, facts, dead, queue };
}

describe("a redrive policy", () => {
  it("moves a message that has been received often enough when it would be received once more", async () => {
    const { queue, dead, clock } = withDeadLetters(2);
    queue.send({ body: "a" });
    for (let receive = 1; receive <= 2; receive++) {
      expect(queue.receive()).toMatchObject([{ receiveCount: receive }]);
      await clock.advance(minute);
    }
    // Nobody has asked for it yet, so it is still there, as in SQS.
    expect([queue.counts.visible, dead.counts.visible]).toEqual([1, 0]);
    expect(queue.receive()).toEqual([]);
    expect([queue.counts.visible, dead.counts.visible]).toEqual([0, 1]);
  });

  it("keeps id, body, attributes, group and the time of the first send, and goes on counting the receives", async () => {
    const { queue, dead, clock } = withDeadLetters(1);
    const start = clock.now();
    const attributes = { why: { dataType: "String", stringValue: "x" } };
    const { id } = queue.send({ body: "a", attributes, groupId: "tenant", traceHeader: "Root=1" });
    queue.receive({ visibilityTimeout: 0 });
    await clock.advance(hour);
    queue.receive();
    expect(dead.receive()).toMatchObject([
      {
        id,
        body: "a",
        attributes,
        groupId: "tenant",
        traceHeader: "Root=1",
        sentAt: start,
        firstReceivedAt: start,
        receiveCount: 2,
        deadLetterSource: "jobs",
      },
    ]);
  });

  it("lets the retention of a standard dead-letter queue run from the first send", async () => {
    const { queue, dead, clock } = withDeadLetters(1);
    dead.setAttributes({ retention: 2 * day });
    queue.send({ body: "a" });
    await clock.advance(day);
    queue.receive({ visibilityTimeout: 0 });
    queue.receive();
    // A younger message that came first must not keep the older one alive.
    await clock.advance(day - 1);
    expect(dead.counts.visible).toBe(1);
    await clock.advance(1);
    expect(dead.counts.visible).toBe(0);
  });

  it("never hands out an expired message that arrived behind a younger one", async () => {
    const { queue, dead, clock } = withDeadLetters(1);
    dead.setAttributes({ retention: 2 * day });
    queue.send({ body: "old" });
    await clock.advance(day);
    dead.send({ body: "young" });
    queue.receive({ visibilityTimeout: 0 });
    queue.receive();
    await clock.advance(day);
    expect(bodies(dead.receive({ max: 10 }))).toEqual(["young"]);
  });

  it("of a FIFO queue resets the time of the send, and lets the group go on", async () => {
    const { queue, dead, clock } = withDeadLetters(1, ".fifo");
    queue.send({ body: "a1", groupId: "a" });
    queue.send({ body: "a2", groupId: "a" });
    queue.receive();
    await clock.advance(minute);
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["a2"]);
    expect(dead.receive()).toMatchObject([{ body: "a1", groupId: "a", sentAt: clock.now() }]);
  });

  it("wakes those who wait at the dead-letter queue", async () => {
    const { queue, dead } = withDeadLetters(1);
    queue.send({ body: "a" });
    queue.receive({ visibilityTimeout: 0 });
    const polled = dead.poll({ wait: 20 * second });
    queue.receive();
    expect(bodies(await polled)).toEqual(["a"]);
  });

  it("fills the batch with the messages behind the ones that went", () => {
    const { queue, dead } = withDeadLetters(1);
    for (const body of ["a", "b"]) queue.send({ body });
    queue.receive({ max: 2, visibilityTimeout: 0 });
    queue.send({ body: "c" });
    expect(bodies(queue.receive({ max: 1 }))).toEqual(["c"]);
    expect(dead.counts.visible).toBe(2);
  });

  it("does nothing once it is taken away, or its dead-letter queue is deleted", () => {
    const { engine, queue } = withDeadLetters(1);
    queue.send({ body: "a" });
    queue.receive({ visibilityTimeout: 0 });
    engine.delete("dead");
    expect(queue.receive({ visibilityTimeout: 0 })).toMatchObject([{ receiveCount: 2 }]);
    queue.setAttributes({ redrive: undefined });
    expect(queue.attributes.redrive).toBeUndefined();
    expect(queue.receive()).toMatchObject([{ receiveCount: 3 }]);
  });

  it("tells its observers that a message was dead-lettered, and the queue which are its sources", () => {
    const { engine, queue, facts } = withDeadLetters(1);
    queue.send({ body: "a" });
    queue.receive({ visibilityTimeout: 0 });
    queue.receive();
    expect(facts.at(-1)).toMatchObject({ type: "dead-lettered", queue: "jobs", to: "dead", message: { body: "a" } });
    expect(engine.sourcesOf("dead").map(({ name }) => name)).toEqual(["jobs"]);
  });

  it("is refused without a dead-letter queue of the same kind, or with a count out of range", () => {
    const { engine } = withDeadLetters();
    const policy = (deadLetterQueue: string, maxReceiveCount = 3) => ({
      redrive: { deadLetterQueue, maxReceiveCount },
    });
    expect(refused(() => engine.create("x", policy("none"))).problem).toContain("Dead letter target does not exist.");
    expect(refused(() => engine.create("x.fifo", policy("dead"))).problem).toContain("same type");
    for (const count of [0, 1001, 1.5]) {
      expect(refused(() => engine.create("x", policy("dead", count))).problem).toContain("from 1 to 1000");
    }
    expect(engine.find("x")).toBeUndefined();
  });
});
