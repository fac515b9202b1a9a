import { describe, expect, it } from "vitest";
import { bodies, frozenEngine, minute, refused, second } from "./frozen-engine.ts";

const wait = 20 * second;

describe("a long poll", () => {
  it("resolves at once when there is a message, and leaves no timer behind", async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs");
    queue.send({ body: "a" });
    expect(bodies(await queue.poll({ wait }))).toEqual(["a"]);
    expect(clock.waiting).toBe(0);
  });

  it("resolves as soon as a message is sent", async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs");
    const polled = queue.poll({ wait });
    queue.send({ body: "a" });
    expect(bodies(await polled)).toEqual(["a"]);
    expect(clock.waiting).toBe(0);
  });

  it("gets what is sent in one go as one batch", async () => {
    const queue = frozenEngine().engine.create("jobs");
    const polled = queue.poll({ wait, max: 10 });
    queue.sendBatch([{ body: "a" }, { body: "b" }, { body: "c" }]);
    expect(bodies(await polled)).toEqual(["a", "b", "c"]);
  });

  it("resolves when a delay or a visibility timeout ends, with one timer for all", async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs");
    queue.send({ body: "back" });
    queue.receive({ visibilityTimeout: 3 * second });
    queue.send({ body: "late", delay: 5 * second });
    const first = queue.poll({ wait });
    const second_ = queue.poll({ wait, visibilityTimeout: minute });
    await clock.advance(0);
    expect(clock.waiting).toBe(1);
    await clock.advance(3 * second);
    expect(bodies(await first)).toEqual(["back"]);
    await clock.advance(2 * second);
    expect(bodies(await second_)).toEqual(["late"]);
    expect(clock.waiting).toBe(0);
  });

  it("resolves when a message in flight is given back, or its timeout is shortened", async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs");
    queue.send({ body: "a" });
    const [a] = queue.receive();
    const first = queue.poll({ wait });
    await clock.advance(second);
    queue.changeVisibility(a?.receiptHandle ?? "", 0);
    const [again] = await first;
    const next = queue.poll({ wait });
    await clock.advance(second);
    queue.changeVisibility(again?.receiptHandle ?? "", second);
    await clock.advance(second);
    expect(await next).toMatchObject([{ body: "a", receiveCount: 3 }]);
  });

  it("serves those who wait in the order in which they came", async () => {
    const queue = frozenEngine().engine.create("jobs");
    const order: string[] = [];
    const polls = ["first", "second", "third"].map((name) =>
      queue.poll({ wait }).then((messages) => order.push(`${name} ${bodies(messages)}`)),
    );
    for (const body of ["a", "b", "c"]) queue.send({ body });
    await Promise.all(polls);
    expect(order).toEqual(["first a", "second b", "third c"]);
  });

  it("does not let a later long poll overtake those who wait", async () => {
    const queue = frozenEngine().engine.create("jobs");
    const early = queue.poll({ wait });
    queue.send({ body: "a" });
    const late = queue.poll({ wait });
    expect(bodies(await early)).toEqual(["a"]);
    queue.send({ body: "b" });
    expect(bodies(await late)).toEqual(["b"]);
  });

  it("ends with nothing when its wait is over, each at its own time", async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs", { receiveWait: 2 * second });
    const ended: string[] = [];
    void queue.poll({ wait }).then((messages) => ended.push(`long ${messages.length}`));
    void queue.poll().then((messages) => ended.push(`queue's ${messages.length}`));
    await clock.advance(2 * second - 1);
    expect(ended).toEqual([]);
    await clock.advance(1);
    expect(ended).toEqual(["queue's 0"]);
    await clock.advance(18 * second);
    expect(ended).toEqual(["queue's 0", "long 0"]);
    expect(clock.waiting).toBe(0);
  });

  it("that is aborted receives nothing: the message goes to the next", async () => {
    const { engine, clock } = frozenEngine();
    const queue = engine.create("jobs");
    const abort = new AbortController();
    const dead = queue.poll({ wait, signal: abort.signal });
    const alive = queue.poll({ wait });
    // Sent and aborted before those who wait are served: the dead one must not get it.
    queue.send({ body: "a" });
    abort.abort(new Error("client is gone"));
    await expect(dead).rejects.toThrow("client is gone");
    expect(await alive).toMatchObject([{ body: "a", receiveCount: 1 }]);
    expect(clock.waiting).toBe(0);
    await expect(queue.poll({ signal: abort.signal })).rejects.toThrow("client is gone");
  });

  it("stalls while the in-flight limit is reached, and goes on after a delete", async () => {
    const { engine, clock } = frozenEngine({ inFlightLimit: 1 });
    const queue = engine.create("jobs");
    queue.send({ body: "a" });
    queue.send({ body: "b" });
    const [a] = await queue.poll({ wait });
    let served = false;
    const stalled = queue.poll({ wait }).finally(() => {
      served = true;
    });
    await clock.advance(10 * second);
    expect(served).toBe(false);
    queue.delete(a?.receiptHandle ?? "");
    expect(bodies(await stalled)).toEqual(["b"]);
  });

  it("of 0 seconds is a short poll", async () => {
    const { engine, clock } = frozenEngine();
    expect(await engine.create("jobs").poll({ wait: 0 })).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  it("waits for a locked FIFO group to open", async () => {
    const queue = frozenEngine().engine.create("orders.fifo", { contentBasedDeduplication: true });
    queue.send({ body: "a1", groupId: "a" });
    queue.send({ body: "a2", groupId: "a" });
    const [a1] = await queue.poll({ wait });
    const next = queue.poll({ wait });
    queue.delete(a1?.receiptHandle ?? "");
    expect(bodies(await next)).toEqual(["a2"]);
  });

  it("rejects when its queue is deleted, and ends with nothing when the engine closes", async () => {
    const { engine, clock } = frozenEngine();
    const deleted = engine.create("jobs").poll({ wait });
    const closed = engine.create("other").poll({ wait });
    await clock.advance(0);
    engine.delete("jobs");
    await expect(deleted).rejects.toMatchObject({ detail: { fault: "QueueDoesNotExist" } });
    engine.close();
    expect(await closed).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  it("refuses a wait over 20 seconds", async () => {
    const queue = frozenEngine().engine.create("jobs");
    await expect(queue.poll({ wait: 21 * second })).rejects.toMatchObject({
      detail: { fault: "InvalidParameterValue" },
    });
    expect(refused(() => queue.receive({ max: 0 })).fault).toBe("InvalidParameterValue");
  });
});
