import { describe, expect, it } from "vitest";
import { bodies, frozenEngine, minute, refused, second } from "./frozen-engine.ts";

function fifo(attributes = {}) {
  const { engine, clock, facts } = frozenEngine();
  const queue = engine.create("orders.fifo", {
    contentBasedDeduplication: true,
    visibilityTimeout: minute,
    ...attributes,
  });
  const send = (...names: string[]) => {
    for (const body of names) queue.send({ body, groupId: body.slice(0, 1) });
  };
  return { engine, clock, facts, queue, send };
}

describe("a FIFO queue", () => {
  it("gives several messages of a group in one batch, in order, and then locks the group", () => {
    const { queue, send } = fifo();
    send("a1", "b1", "a2", "a3");
    const batch = queue.receive({ max: 2 });
    expect(bodies(batch)).toEqual(["a1", "a2"]);
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["b1"]);
    expect(queue.receive({ max: 10 })).toEqual([]);
    queue.delete(batch[0]?.receiptHandle ?? "");
    expect(queue.receive({ max: 10 })).toEqual([]);
    queue.delete(batch[1]?.receiptHandle ?? "");
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["a3"]);
  });

  it("fills a batch from further groups", () => {
    const { queue, send } = fifo();
    send("a1", "b1", "a2", "c1");
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["a1", "a2", "b1", "c1"]);
  });

  it("keeps a message of a locked group back even when it was sent after the receive", () => {
    const { queue, send } = fifo();
    send("a1");
    const [a1] = queue.receive();
    send("a2");
    expect(queue.receive()).toEqual([]);
    expect(queue.counts).toEqual({ visible: 1, inFlight: 1, delayed: 0 });
    queue.delete(a1?.receiptHandle ?? "");
    expect(bodies(queue.receive())).toEqual(["a2"]);
  });

  it("gives what comes back first again, in its old order", async () => {
    const { queue, send, clock } = fifo();
    send("a1", "a2", "a3");
    queue.receive({ max: 2 });
    await clock.advance(minute);
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["a1", "a2", "a3"]);
  });

  it("stays locked while one of the batch is hidden longer than the others", async () => {
    const { queue, send, clock } = fifo();
    send("a1", "a2", "a3");
    const [a1, a2] = queue.receive({ max: 2 });
    queue.changeVisibility(a1?.receiptHandle ?? "", 5 * minute);
    await clock.advance(minute);
    expect(queue.receive()).toEqual([]);
    expect(refused(() => queue.changeVisibility(a2?.receiptHandle ?? "", minute)).fault).toBe("MessageNotInflight");
    await clock.advance(4 * minute);
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["a1", "a2", "a3"]);
  });

  it("unlocks a group whose message is given back with visibility 0", () => {
    const { queue, send } = fifo();
    send("a1", "a2");
    const [a1] = queue.receive();
    queue.changeVisibility(a1?.receiptHandle ?? "", 0);
    expect(queue.receive({ max: 10 })).toMatchObject([
      { body: "a1", receiveCount: 2 },
      { body: "a2", receiveCount: 1 },
    ]);
  });

  it("takes groups in turn", () => {
    const { queue, send } = fifo();
    send("a1", "b1", "a2", "b2");
    const [a1] = queue.receive();
    queue.delete(a1?.receiptHandle ?? "");
    expect(bodies(queue.receive())).toEqual(["b1"]);
    expect(bodies(queue.receive())).toEqual(["a2"]);
  });

  it("refuses a receipt handle whose visibility timeout is over", async () => {
    const { queue, send, clock } = fifo();
    send("a1");
    const handle = queue.receive()[0]?.receiptHandle ?? "";
    await clock.advance(minute);
    expect(refused(() => queue.delete(handle)).problem).toContain("The receipt handle has expired.");
    const again = queue.receive()[0]?.receiptHandle ?? "";
    expect(refused(() => queue.delete(handle)).problem).toContain("The receipt handle has expired.");
    queue.delete(again);
    queue.delete(again);
    expect(queue.counts).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("numbers its messages upwards, in 20 digits, the same at the send and the receive", () => {
    const { queue, send } = fifo();
    send("a0");
    const one = queue.send({ body: "a1", groupId: "a" });
    const two = queue.send({ body: "b1", groupId: "b" });
    expect(one.sequenceNumber).toMatch(/^\d{20}$/);
    expect((one.sequenceNumber ?? "") < (two.sequenceNumber ?? "")).toBe(true);
    expect(queue.receive({ max: 10 }).find(({ body }) => body === "a1")?.sequenceNumber).toBe(one.sequenceNumber);
  });

  it("returns nothing, without an error, while the in-flight limit is reached", () => {
    const { engine } = frozenEngine({ inFlightLimit: 1 });
    const queue = engine.create("orders.fifo", { contentBasedDeduplication: true });
    queue.send({ body: "a", groupId: "a" });
    queue.send({ body: "b", groupId: "b" });
    expect(queue.receive({ max: 10 })).toHaveLength(1);
    expect(queue.receive({ max: 10 })).toEqual([]);
  });

  it("delays by the queue's delay alone, in order, and a new delay counts for what is delayed already", async () => {
    const { queue, send, clock } = fifo({ delay: minute });
    send("a1");
    await clock.advance(10 * second);
    send("a2");
    expect(queue.counts).toEqual({ visible: 0, inFlight: 0, delayed: 2 });
    queue.setAttributes({ delay: 15 * second });
    await clock.advance(5 * second);
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["a1"]);
    await clock.advance(10 * second);
    expect(queue.receive({ max: 10 })).toEqual([]);
    expect(queue.counts).toEqual({ visible: 1, inFlight: 1, delayed: 0 });
  });

  it("refuses a delay per message other than 0, and a message without a group", () => {
    const { queue } = fifo();
    expect(refused(() => queue.send({ body: "a", groupId: "a", delay: 2 * second }))).toEqual({
      fault: "InvalidParameterValue",
      problem:
        "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
    });
    queue.send({ body: "a", groupId: "a", delay: 0 });
    expect(refused(() => queue.send({ body: "a" })).fault).toBe("MissingParameter");
  });

  it("lets the rest of a group go on when its first message expires while it waits", async () => {
    const { queue, send, clock } = fifo({ retention: minute });
    send("a1");
    await clock.advance(30 * second);
    send("a2");
    await clock.advance(30 * second);
    expect(bodies(queue.receive({ max: 10 }))).toEqual(["a2"]);
  });
});

describe("deduplication", () => {
  it("answers a repeated id with the first message for five minutes, even after it is deleted", async () => {
    const { queue, clock } = fifo();
    const message = { body: "x", groupId: "a", deduplicationId: "d" };
    const first = queue.send(message);
    queue.delete(queue.receive()[0]?.receiptHandle ?? "");
    await clock.advance(5 * minute - 1);
    expect(queue.send({ ...message, body: "y", groupId: "b" })).toEqual(first);
    expect(queue.counts.visible).toBe(0);
    await clock.advance(1);
    expect(queue.send(message).id).not.toBe(first.id);
    expect(queue.counts.visible).toBe(1);
  });

  it("by content takes the SHA-256 of the body, unless an id is given", () => {
    const { queue } = fifo();
    queue.send({ body: "same", groupId: "a" });
    queue.send({ body: "same", groupId: "b" });
    queue.send({ body: "same", groupId: "a", deduplicationId: "other" });
    const received = queue.receive({ max: 10 });
    expect(received.map(({ deduplicationId }) => deduplicationId)).toEqual([
      "0967115f2813a3541eaef77de9d9d5773f1c0c04314b0bbfe4ff3b3b1c55b5d5",
      "other",
    ]);
  });

  it("in the scope of a group lets another group repeat the id", () => {
    const { queue } = fifo({ deduplicationScope: "messageGroup" });
    queue.send({ body: "same", groupId: "a" });
    queue.send({ body: "same", groupId: "b" });
    queue.send({ body: "same", groupId: "b" });
    expect(queue.counts.visible).toBe(2);
  });

  it("needs an id where the queue does not deduplicate by content", () => {
    const { queue } = fifo({ contentBasedDeduplication: false });
    expect(refused(() => queue.send({ body: "a", groupId: "a" })).problem).toContain("ContentBasedDeduplication");
    queue.send({ body: "a", groupId: "a", deduplicationId: "1" });
    expect(queue.counts.visible).toBe(1);
  });
});
