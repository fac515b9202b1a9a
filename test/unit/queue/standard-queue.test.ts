import { describe, expect, it } from "vitest";
import { bodies, frozenEngine, hour, minute, refused, second } from "./frozen-engine.ts";

describe("a standard queue", () => {
  it("hands out what was sent, once, and forgets it when it is deleted", () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs");
    const sent = queue.send({
      body: "a",
      groupId: "tenant",
      traceHeader: "Root=1",
      attributes: { n: { dataType: "Number", stringValue: "1" } },
    });
    const [message] = queue.receive({ max: 10 });
    expect(message).toEqual({
      id: sent.id,
      body: "a",
      receiptHandle: expect.any(String),
      attributes: { n: { dataType: "Number", stringValue: "1" } },
      traceHeader: "Root=1",
      groupId: "tenant",
      deduplicationId: undefined,
      sequenceNumber: undefined,
      sentAt: clock.now(),
      firstReceivedAt: clock.now(),
      receiveCount: 1,
      deadLetterSource: undefined,
    });
    expect(queue.receive()).toEqual([]);
    expect(queue.counts).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
    queue.delete(message?.receiptHandle ?? "");
    queue.delete(message?.receiptHandle ?? "");
    expect(queue.counts).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("says until when it hides a message, to who holds its last receipt", () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs", { visibilityTimeout: minute });
    queue.send({ body: "a" });
    const handle = queue.receive()[0]?.receiptHandle ?? "";
    expect(queue.hiddenUntil(handle)).toBe(clock.now() + minute);
    queue.changeVisibility(handle, 5 * second);
    expect(queue.hiddenUntil(handle)).toBe(clock.now() + 5 * second);
    queue.changeVisibility(handle, 0);
    expect(queue.hiddenUntil(handle)).toBeUndefined();
    queue.delete(handle);
    expect(queue.hiddenUntil(handle)).toBeUndefined();
  });

  it("hands out at most as many as are asked for, in the order of sending", () => {
    const queue = frozenEngine().engine.create("jobs");
    for (const body of ["a", "b", "c"]) queue.send({ body });
    expect(bodies(queue.receive({ max: 2 }))).toEqual(["a", "b"]);
    expect(bodies(queue.receive({ max: 2 }))).toEqual(["c"]);
  });

  it("shows a message again when its visibility timeout is over, and counts the receives", async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs", { visibilityTimeout: 30 * second });
    const start = clock.now();
    queue.send({ body: "a" });
    const [first] = queue.receive();
    await clock.advance(30 * second - 1);
    expect(queue.receive()).toEqual([]);
    await clock.advance(1);
    const [again] = queue.receive();
    expect(again).toMatchObject({ id: first?.id, receiveCount: 2, firstReceivedAt: start, sentAt: start });
    expect(again?.receiptHandle).not.toBe(first?.receiptHandle);
  });

  it("lets a receive name its own visibility timeout; 0 leaves the message visible", async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs");
    queue.send({ body: "a" });
    expect(queue.receive({ visibilityTimeout: 0, max: 10 })).toHaveLength(1);
    expect(queue.receive({ visibilityTimeout: 5 * second })).toMatchObject([{ receiveCount: 2 }]);
    expect(queue.receive()).toEqual([]);
    await clock.advance(5 * second);
    expect(queue.receive()).toMatchObject([{ receiveCount: 3 }]);
  });

  it("delays a message by its own delay, or else by the queue's; a delay of 0 counts", async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs", { delay: 10 * second });
    queue.send({ body: "queue" });
    queue.send({ body: "long", delay: 15 * minute });
    queue.send({ body: "none", delay: 0 });
    expect(queue.counts).toEqual({ visible: 1, inFlight: 0, delayed: 2 });
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["none"]);
    await clock.advance(10 * second);
    expect(bodies(queue.receive({ max: 10, visibilityTimeout: hour }))).toEqual(["queue"]);
    await clock.advance(15 * minute - 10 * second);
    expect(bodies(queue.receive({ max: 10 })).sort()).toEqual(["long", "none"]);
  });

  it("does not change the delay of what is delayed already when the queue's delay changes", async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs", { delay: minute });
    queue.send({ body: "a" });
    queue.setAttributes({ delay: 0 });
    expect(queue.receive()).toEqual([]);
    await clock.advance(minute);
    expect(bodies(queue.receive())).toEqual(["a"]);
  });

  it("vanishes messages when their retention is over, in flight or not", async () => {
    const { engine, clock, facts } = frozenEngine();
    const queue = engine.create("jobs", { retention: minute });
    queue.send({ body: "a" });
    queue.send({ body: "b", delay: 10 * minute });
    const [message] = queue.receive({ visibilityTimeout: hour });
    await clock.advance(minute - 1);
    expect(queue.counts).toEqual({ visible: 0, inFlight: 1, delayed: 1 });
    await clock.advance(1);
    expect(queue.counts).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    expect(facts.filter(({ type }) => type === "expired")).toHaveLength(2);
    queue.delete(message?.receiptHandle ?? "");
  });

  it("keeps messages longer when the retention is raised in time", async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs", { retention: minute });
    queue.send({ body: "a" });
    queue.setAttributes({ retention: hour });
    await clock.advance(30 * minute);
    expect(queue.counts.visible).toBe(1);
  });

  it("purges everything, in flight and delayed too", () => {
    const queue = frozenEngine().engine.create("jobs");
    queue.send({ body: "a" });
    queue.send({ body: "b" });
    queue.send({ body: "c", delay: minute });
    const [message] = queue.receive();
    queue.purge();
    expect(queue.counts).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    queue.delete(message?.receiptHandle ?? "");
    queue.send({ body: "d" });
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["d"]);
  });

  it("refuses a short poll while the in-flight limit is reached, and goes on after a delete", () => {
    const queue = frozenEngine({ inFlightLimit: 2 }).engine.create("jobs");
    for (const body of ["a", "b", "c"]) queue.send({ body });
    const messages = queue.receive({ max: 10 });
    expect(messages).toHaveLength(2);
    expect(refused(() => queue.receive()).fault).toBe("OverLimit");
    queue.delete(messages[0]?.receiptHandle ?? "");
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["c"]);
  });

  it("lets what comes back go to the end of the line, so that one failing message holds up nobody", () => {
    const queue = frozenEngine().engine.create("jobs");
    for (const body of ["poison", "a", "b"]) queue.send({ body });
    const [poison] = queue.receive();
    queue.changeVisibility(poison?.receiptHandle ?? "", 0);
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["a", "b", "poison"]);
  });
});

describe("receipt handles of a standard queue", () => {
  it("delete a message that is visible again, or received again by another", async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs", { visibilityTimeout: second });
    queue.send({ body: "a" });
    queue.send({ body: "b" });
    const [a, b] = queue.receive({ max: 2 });
    await clock.advance(second);
    queue.delete(a?.receiptHandle ?? "");
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["b"]);
    queue.delete(b?.receiptHandle ?? "");
    expect(queue.counts).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("are refused when they never were one, or are another queue's, or of a queue that was since made anew", () => {
    const { engine } = frozenEngine();
    const queue = engine.create("jobs");
    const other = engine.create("other");
    other.send({ body: "a" });
    const handle = other.receive()[0]?.receiptHandle ?? "";
    for (const garbage of ["", "garbage", `${handle}x`, handle]) {
      expect(refused(() => queue.delete(garbage)).fault).toBe("ReceiptHandleIsInvalid");
      expect(refused(() => queue.changeVisibility(garbage, 0)).fault).toBe("ReceiptHandleIsInvalid");
    }
    engine.delete("other");
    expect(refused(() => engine.create("other").delete(handle)).fault).toBe("ReceiptHandleIsInvalid");
  });
});

describe("changing the visibility", () => {
  const start = async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs", { visibilityTimeout: minute });
    queue.send({ body: "a" });
    return { clock, queue, handle: queue.receive()[0]?.receiptHandle ?? "" };
  };

  it("counts from now, and adds no receive", async () => {
    const { clock, queue, handle } = await start();
    await clock.advance(50 * second);
    queue.changeVisibility(handle, 20 * second);
    await clock.advance(19 * second);
    expect(queue.receive()).toEqual([]);
    await clock.advance(second);
    expect(queue.receive()).toMatchObject([{ receiveCount: 2 }]);
  });

  it("shortens too, and is forgotten at the next receive", async () => {
    const { clock, queue, handle } = await start();
    queue.changeVisibility(handle, second);
    await clock.advance(second);
    expect(queue.receive()).toHaveLength(1);
    await clock.advance(59 * second);
    expect(queue.receive()).toEqual([]);
  });

  it("by 0 shows the message at once", async () => {
    const { queue, handle } = await start();
    queue.changeVisibility(handle, 0);
    expect(queue.counts).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
    expect(queue.receive()).toMatchObject([{ receiveCount: 2 }]);
  });

  it("is refused for a message that is visible again, or in flight by a later receive, or gone", async () => {
    const { clock, queue, handle } = await start();
    await clock.advance(minute);
    expect(refused(() => queue.changeVisibility(handle, minute)).fault).toBe("MessageNotInflight");
    const [again] = queue.receive();
    expect(refused(() => queue.changeVisibility(handle, minute)).fault).toBe("MessageNotInflight");
    queue.delete(again?.receiptHandle ?? "");
    expect(refused(() => queue.changeVisibility(handle, minute))).toEqual({
      fault: "InvalidParameterValue",
      problem: `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    });
  });

  it("ends twelve hours after the receive", async () => {
    const { clock, queue, handle } = await start();
    queue.changeVisibility(handle, 12 * hour);
    await clock.advance(hour);
    queue.changeVisibility(handle, 11 * hour);
    expect(refused(() => queue.changeVisibility(handle, 11 * hour + second)).problem).toContain("43200 seconds");
    expect(refused(() => queue.changeVisibility(handle, 12 * hour + 1)).fault).toBe("InvalidParameterValue");
    expect(refused(() => queue.changeVisibility(handle, -1)).fault).toBe("InvalidParameterValue");
  });
});
