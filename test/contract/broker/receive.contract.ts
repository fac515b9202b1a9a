import { expect, it } from "vitest";
import type { World } from "../world.ts";
import { glance, take } from "./taking.ts";

export function receiveContract(world: () => World): void {
  it("answers a short poll of an empty queue with nothing", async () => {
    expect(await glance(world(), await world().queue())).toEqual([]);
  });

  it("gives no more messages than were asked for, and none twice", async () => {
    const queue = await world().queue();
    const bodies = ["a", "b", "c", "d", "e"];
    await world().broker.sendBatch(
      queue,
      bodies.map((body) => ({ queue, body })),
    );
    const first = await world().broker.receive({ queue, max: 2, waitSeconds: 5 });
    expect(first.length).toBeLessThanOrEqual(2);
    const rest = await take(world(), queue, 5 - first.length);
    expect([...first, ...rest].map(({ body }) => body).toSorted()).toEqual(bodies);
  });

  it("ends a long poll as soon as a message is sent", async () => {
    const queue = await world().queue();
    const poll = world().broker.receive({ queue, max: 1, waitSeconds: 20 });
    await world().broker.send({ queue, body: "hello" });
    expect(await poll).toMatchObject([{ body: "hello" }]);
  });

  it("ends a long poll with nothing when its time is over", async () => {
    const queue = await world().queue();
    const poll = world().broker.receive({ queue, max: 1, waitSeconds: 1 });
    await world().elapse(1_000);
    // The request may have reached the queue only after the clock was moved.
    await world().elapse(1_000);
    expect(await poll).toEqual([]);
  });

  it("ends a long poll with nothing when its signal is aborted, and takes no message with it", async () => {
    const queue = await world().queue();
    const stop = new AbortController();
    const poll = world().broker.receive({ queue, max: 1, waitSeconds: 20, signal: stop.signal });
    stop.abort();
    expect(await poll).toEqual([]);
    expect(await world().broker.receive({ queue, max: 1, waitSeconds: 20, signal: stop.signal })).toEqual([]);
    await world().broker.send({ queue, body: "for the next one" });
    expect(await take(world(), queue, 1)).toMatchObject([{ body: "for the next one", receiveCount: 1 }]);
  });

  it("does not let long polls keep messages from being sent", async () => {
    const [idle, busy] = [await world().queue(), await world().queue()];
    const stop = new AbortController();
    const polls = Array.from({ length: 40 }, () =>
      world().broker.receive({ queue: idle, max: 1, waitSeconds: 20, signal: stop.signal }),
    );
    await Promise.all(Array.from({ length: 20 }, (_, n) => world().broker.send({ queue: busy, body: `${n}` })));
    expect(await take(world(), busy, 20)).toHaveLength(20);
    stop.abort();
    expect((await Promise.all(polls)).flat()).toEqual([]);
  });
}
