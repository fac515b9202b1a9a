import { describe, expect, it } from "vitest";
import { memoryAdapters, type PortCall } from "../../../src/memory/index.ts";
import { FrozenClock } from "../../../src/runtime/index.ts";

describe("queues in memory", () => {
  it("are made at their first use as a deployment makes them, each with its dead-letter queue", async () => {
    const { broker, engine } = memoryAdapters({ clock: new FrozenClock(), settings: { name: "shop" } });
    expect(engine.queues).toEqual([]);
    await broker.send({ queue: "mail", body: "{}" });
    await broker.depth("orders.fifo");
    expect(engine.queues.map(({ name }) => name)).toEqual([
      "shop-mail",
      "shop-mail-dead-letters",
      "shop-orders-dead-letters.fifo",
      "shop-orders.fifo",
    ]);
    expect(engine.queue("shop-mail").attributes).toMatchObject({
      retention: 14 * 86_400_000,
      visibilityTimeout: 120_000,
      redrive: { deadLetterQueue: "shop-mail-dead-letters", maxReceiveCount: 1_000 },
    });
  });

  it("that are deleted while they are polled are QUEUE_NOT_FOUND", async () => {
    const { broker, engine } = memoryAdapters({ clock: new FrozenClock(), settings: { name: "shop" } });
    const poll = broker.receive({ queue: "mail", max: 1, waitSeconds: 20 });
    engine.delete("shop-mail");
    await expect(poll).rejects.toMatchObject({
      code: "QUEUE_NOT_FOUND",
      detail: { queue: "mail", queueName: "shop-mail", variable: "LOVAGE_SHOP_QUEUES" },
    });
  });

  it("refuse what SQS refuses, as AWS_REFUSED", async () => {
    const { broker } = memoryAdapters({ clock: new FrozenClock() });
    await expect(broker.send({ queue: "mail", body: "", delaySeconds: 1 })).rejects.toMatchObject({
      code: "AWS_REFUSED",
      detail: { service: "SQS", operation: "SendMessage" },
    });
    await expect(broker.send({ queue: "mail", body: "{}", delaySeconds: 901 })).rejects.toMatchObject({
      code: "AWS_REFUSED",
    });
    const letter = { queue: "mail", body: "\u0000", attributes: {} };
    await expect(broker.deadLetter(letter)).rejects.toMatchObject({ code: "AWS_REFUSED" });
  });

  it("say in the log what could not be acknowledged", async () => {
    const warnings: object[] = [];
    const warn = (fields: object) => warnings.push(fields);
    const logger = { debug() {}, info() {}, warn, error() {}, child: () => logger };
    const { broker } = memoryAdapters({ clock: new FrozenClock(), logger });
    await broker.acknowledge("mail", ["no receipt"]);
    expect(warnings).toMatchObject([{ queue: "mail", problems: [expect.stringContaining("ReceiptHandleIsInvalid")] }]);
  });

  it("deliver twice, or out of order, where a test asks for it", async () => {
    const { broker } = memoryAdapters({ clock: new FrozenClock(), deliveryFaults: { duplicate: () => true } });
    await broker.send({ queue: "mail", body: "{}" });
    const [first] = await broker.receive({ queue: "mail", max: 1, waitSeconds: 0 });
    const [second] = await broker.receive({ queue: "mail", max: 1, waitSeconds: 0 });
    expect(second?.messageId).toBe(first?.messageId);
  });
});

describe("faults", () => {
  it("keep a request from arriving, or its answer", async () => {
    const calls: PortCall[] = [];
    let when: "before" | "after" | undefined;
    const failing = (moment: typeof when) => (call: PortCall) => {
      if (moment === "before") calls.push(call);
      if (moment === when) throw new Error(`lost ${moment}`);
    };
    const faults = { before: failing("before"), after: failing("after") };
    const { broker, engine } = memoryAdapters({ clock: new FrozenClock(), faults });
    const visible = () => engine.find("app-mail")?.counts.visible ?? 0;

    when = "before";
    await expect(broker.send({ queue: "mail", body: "1" })).rejects.toThrow("lost before");
    expect(visible()).toBe(0);
    when = "after";
    await expect(broker.send({ queue: "mail", body: "2" })).rejects.toThrow("lost after");
    expect(visible()).toBe(1);
    when = undefined;
    await broker.send({ queue: "mail", body: "3" });
    expect(visible()).toBe(2);
    expect(calls.map(({ port, method }) => `${port}.${method}`)).toEqual(Array(3).fill("broker.send"));
    expect(calls[0]?.args).toEqual([{ queue: "mail", body: "1" }]);
  });

  it("leave the inspection and the journal as they are", async () => {
    const before = () => {
      throw new Error("lost");
    };
    const { store } = memoryAdapters({ clock: new FrozenClock(), faults: { before } });
    await expect(store.read("1")).rejects.toThrow("lost");
    expect(store.size).toBe(0);
    expect([...store.records()]).toEqual([]);
    for await (const _ of store.journal({ from: 0, to: 1 })) throw new Error("there is no entry");
  });
});
