import { expect, it } from "vitest";
import type { World } from "../world.ts";
import { glance, take } from "./taking.ts";

const empty = { visible: 0, inFlight: 0, delayed: 0 };

export function oversightContract(world: () => World): void {
  it("counts the dead letters beside a queue apart from its messages", async () => {
    const queue = await world().queue();
    await world().broker.send({ queue, body: "waits" });
    for (const body of ["{}", "[]"]) await world().broker.deadLetter({ queue, body, attributes: {} });
    expect(await world().broker.depth(queue)).toEqual({ ...empty, visible: 1 });
    expect(await world().broker.depth(queue, "deadLetters")).toEqual({ ...empty, visible: 2 });
  });

  it("deletes all messages of a queue, waiting, delayed and in flight, and none of its dead letters", async () => {
    const queue = await world().queue();
    await world().broker.send({ queue, body: "taken" });
    await take(world(), queue, 1);
    await world().broker.send({ queue, body: "waits" });
    await world().broker.send({ queue, body: "later", delaySeconds: 900 });
    await world().broker.deadLetter({ queue, body: "{}", attributes: {} });
    await world().broker.purge(queue);
    expect(await glance(world(), queue)).toEqual([]);
    expect(await world().broker.depth(queue)).toEqual(empty);
    expect(await world().broker.depth(queue, "deadLetters")).toEqual({ ...empty, visible: 1 });
  });

  it("deletes the dead letters beside a queue, and none of its messages", async () => {
    const queue = await world().queue();
    await world().broker.send({ queue, body: "waits" });
    await world().broker.deadLetter({ queue, body: "{}", attributes: {} });
    await world().broker.purge(queue, "deadLetters");
    expect(await world().deadLetters(queue)).toEqual([]);
    expect(await world().broker.depth(queue)).toEqual({ ...empty, visible: 1 });
  });

  it("lists the queues of the app, and not the dead-letter queues beside them", async () => {
    const made = [await world().queue(), await world().queue("fifo")];
    for (const queue of made) await world().broker.depth(queue);
    const listed = await world().broker.queues();
    expect(listed).toEqual(expect.arrayContaining(made));
    expect(listed.filter((queue) => queue.includes("dead-letters"))).toEqual([]);
  });
}
