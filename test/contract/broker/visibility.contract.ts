import { expect, it } from "vitest";
import type { World } from "../world.ts";
import { glance, take, takeAfter } from "./taking.ts";

export function visibilityContract(world: () => World): void {
  it("hides a received message for the time that was asked for, and counts its receives", async () => {
    const queue = await world().queue();
    await world().broker.send({ queue, body: "again" });
    const [first] = await take(world(), queue, 1, 2);
    expect(first?.receiveCount).toBe(1);
    expect(await glance(world(), queue)).toEqual([]);
    const [second] = await takeAfter(world(), queue, 2_000);
    expect(second).toMatchObject({
      body: "again",
      receiveCount: 2,
      messageId: first?.messageId,
      sentAt: first?.sentAt,
    });
  });

  it("hides a message longer, from now", async () => {
    const queue = await world().queue();
    await world().broker.send({ queue, body: "backoff" });
    const [delivery] = await take(world(), queue, 1, 1);
    await world().broker.hide(queue, delivery?.receipt ?? "", 3);
    await world().elapse(1_500);
    expect(await glance(world(), queue)).toEqual([]);
    expect(await takeAfter(world(), queue, 1_500)).toMatchObject([{ body: "backoff", receiveCount: 2 }]);
  });

  it("gives a message back at once when it is hidden for no time", async () => {
    const queue = await world().queue();
    await world().broker.send({ queue, body: "back" });
    const [delivery] = await take(world(), queue, 1);
    await world().broker.hide(queue, delivery?.receipt ?? "", 0);
    expect(await take(world(), queue, 1)).toMatchObject([{ body: "back", receiveCount: 2 }]);
  });

  it("refuses to hide a message for more than twelve hours", async () => {
    const queue = await world().queue();
    await world().broker.send({ queue, body: "long" });
    const [delivery] = await take(world(), queue, 1);
    const hiding = world().broker.hide(queue, delivery?.receipt ?? "", 43_201);
    if (world().faults.has("hides-for-days")) return hiding;
    await expect(hiding).rejects.toMatchObject({
      code: "AWS_REFUSED",
      detail: { service: "SQS", operation: "ChangeMessageVisibility" },
    });
  });

  it("removes what is acknowledged, ten at once, and nothing else", async () => {
    const queue = await world().queue();
    const bodies = Array.from({ length: 10 }, (_, index) => `${index}`);
    await world().broker.sendBatch(
      queue,
      bodies.map((body) => ({ queue, body })),
    );
    await world().broker.send({ queue, body: "kept" });
    const deliveries = await take(world(), queue, 11, 2);
    const done = deliveries.filter(({ body }) => body !== "kept").map(({ receipt }) => receipt);
    await world().broker.acknowledge(queue, done);
    expect((await takeAfter(world(), queue, 2_000)).map(({ body }) => body)).toEqual(["kept"]);
  });

  it("does not mind a message that is acknowledged twice", async () => {
    const queue = await world().queue();
    await world().broker.send({ queue, body: "{}" });
    const [delivery] = await take(world(), queue, 1);
    await world().broker.acknowledge(queue, [delivery?.receipt ?? ""]);
    await world().broker.acknowledge(queue, [delivery?.receipt ?? ""]);
    expect(await world().broker.depth(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it("tells how many messages are visible, in flight and delayed", async () => {
    const queue = await world().queue();
    expect(await world().broker.depth(queue)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    await world().broker.send({ queue, body: "in flight" });
    await take(world(), queue, 1);
    await world().broker.sendBatch(queue, [
      { queue, body: "1" },
      { queue, body: "2" },
      { queue, body: "3", delaySeconds: 60 },
    ]);
    expect(await world().broker.depth(queue)).toEqual({ visible: 2, inFlight: 1, delayed: 1 });
  });
}
