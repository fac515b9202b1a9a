import { expect, it } from "vitest";
import type { World } from "../world.ts";
import { glance, take } from "./taking.ts";

export function fifoContract(world: () => World): void {
  const batch = (queue: string, groupId: string, bodies: readonly string[]) =>
    world().broker.sendBatch(
      queue,
      bodies.map((body) => ({ queue, body, groupId, deduplicationId: body })),
    );

  it("gives the messages of a group in the order of their sending, one batch after the other", async () => {
    const queue = await world().queue("fifo");
    const bodies = Array.from({ length: 12 }, (_, index) => `order-${index}`);
    expect(await batch(queue, "customer-1", bodies.slice(0, 10))).toEqual([]);
    for (const body of bodies.slice(10)) {
      await world().broker.send({ queue, body, groupId: "customer-1", deduplicationId: body });
    }
    const taken: string[] = [];
    while (taken.length < 12) {
      const some = await take(world(), queue, 1);
      taken.push(...some.map(({ body }) => body));
      expect(some[0]?.groupId).toBe("customer-1");
      await world().broker.acknowledge(
        queue,
        some.map(({ receipt }) => receipt),
      );
    }
    expect(taken).toEqual(bodies);
  });

  it("holds a group back while one of its messages is in flight, and lets other groups go", async () => {
    const queue = await world().queue("fifo");
    await batch(queue, "a", ["a1", "a2"]);
    const [first] = await take(world(), queue, 1);
    expect(first?.body).toBe("a1");
    expect(await glance(world(), queue)).toEqual([]);
    await batch(queue, "b", ["b1"]);
    expect((await take(world(), queue, 1)).map(({ body }) => body)).toEqual(["b1"]);
    await world().broker.hide(queue, first?.receipt ?? "", 0);
    expect((await take(world(), queue, 1)).map(({ body }) => body)).toEqual(["a1"]);
  });

  it("takes two messages with one deduplication id as one", async () => {
    const queue = await world().queue("fifo");
    for (const body of ["first", "second"]) {
      await world().broker.send({ queue, body, groupId: "g", deduplicationId: "same" });
    }
    expect((await take(world(), queue, 1)).map(({ body }) => body)).toEqual(["first"]);
    expect(await world().broker.depth(queue)).toEqual({ visible: 0, inFlight: 1, delayed: 0 });
  });

  it("refuses a message without a group", async () => {
    const queue = await world().queue("fifo");
    const sent = world().broker.send({ queue, body: "{}", deduplicationId: "1" });
    await expect(sent).rejects.toMatchObject({ code: "AWS_REFUSED" });
  });
}
