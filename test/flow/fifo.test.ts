import { createApp } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";
import { consumeBatch } from "../../src/consumer/index.ts";
import { Invocation } from "../../src/execution/index.ts";
import { memoryAdapters } from "../../src/memory/index.ts";
import { FrozenClock } from "../../src/runtime/index.ts";
import { mortalBatch, type Tasks } from "../support/mortal-worker.ts";

const queue = "orders.fifo";

describe("a batch of a FIFO queue", () => {
  it("stops a group at its first failure, gives back the rest of it, and lets other groups end", async () => {
    const app = createApp({ name: "shop" });
    const retry = { max: 1, delay: "5s", jitter: "none" } as const;
    const step = app.task("step", { bind: true, queue, retry }, (task, name: string) => {
      if (name === "a2" && task.attempt === 1) throw new Error("not yet");
    });
    const world = testWorld(app);
    for (const name of ["a1", "a2", "b1", "a3", "b2"]) await step.applyAsync([name], { messageGroupId: name[0] ?? "" });
    const deliveries = await world.adapters.broker.receive({ queue, max: 10, waitSeconds: 0 });
    const invocation = new Invocation({ worker: "test", clock: world.clock, deadline: world.clock.now() + 60_000 });
    const { acknowledged, kept } = await consumeBatch(deliveries, await app.worker(), invocation);
    const names = (list: typeof kept) => list.map(({ body }) => JSON.parse(JSON.parse(body).body)[0][0]).sort();
    expect(names(acknowledged)).toEqual(["a1", "b1", "b2"]);
    expect(names(kept)).toEqual(["a2", "a3"]);
  });

  it("keeps the order of a group whose worker dies in the middle of it", async () => {
    const clock = new FrozenClock();
    const world = memoryAdapters({ clock, settings: { name: "shop" } });
    const done: string[] = [];
    let deaths = 0;
    const tasks: Tasks = (app, die) =>
      void app.task("step", (name: string) => {
        if (name === "a2" && deaths++ === 0) die();
        done.push(name);
      });
    const sender = createApp({ name: "shop" });
    sender.connect(world, { clock });
    for (const name of ["a1", "a2", "a3"]) await sender.sendTask("step", [name], { queue, messageGroupId: "a" });
    expect(await mortalBatch(world, clock, tasks, { queue })).toBe("died");
    for (let rounds = 0; rounds < 3; rounds++) {
      await clock.advance(180_000);
      expect(await mortalBatch(world, clock, tasks, { queue })).toBe("survived");
    }
    expect(done).toEqual(["a1", "a2", "a3"]);
    expect(world.engine.queue("shop-orders.fifo").counts).toMatchObject({ visible: 0, inFlight: 0 });
  });
});

describe("a second send to a FIFO queue", () => {
  const setup = () => {
    const app = createApp({ name: "shop" });
    const ran: string[] = [];
    const step = app.task("step", { queue }, (name: string) => void ran.push(name));
    return { step, ran, world: testWorld(app) };
  };

  it("with the same deduplication id is dropped by SQS within five minutes, and not after", async () => {
    const { step, ran, world } = setup();
    const options = { messageGroupId: "g", deduplicationId: "order-7" };
    await step.applyAsync(["first"], options);
    await step.applyAsync(["second"], options);
    await world.advance("5m");
    expect(ran).toEqual(["first"]);
    await world.advance("1s");
    await step.applyAsync(["third"], options);
    await world.runAll();
    expect(ran).toEqual(["first", "third"]);
  });

  it("of the same task id is one message: the id is the deduplication id, unless another is given", async () => {
    const { step, ran, world } = setup();
    for (const name of ["first", "again"]) await step.applyAsync([name], { messageGroupId: "g", taskId: "order-7" });
    await world.runAll();
    expect(ran).toEqual(["first"]);
    expect(world.sent()).toHaveLength(1);
  });
});
