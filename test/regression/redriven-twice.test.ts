import { createApp } from "lovage";
import { describe, expect, it } from "vitest";
import { consumeBatch } from "../../src/consumer/index.ts";
import { Invocation } from "../../src/execution/index.ts";
import { memoryAdapters } from "../../src/memory/index.ts";
import { type Clock, FrozenClock, silentLogger } from "../../src/runtime/index.ts";

describe("two copies of a dead letter that are redriven together", () => {
  // The slower one found the task as it had failed before, and put another dead letter beside a task that was to succeed.
  it("run once, and leave no dead letter behind", async () => {
    const frozen = new FrozenClock();
    const world = memoryAdapters({ clock: frozen, settings: { name: "shop" } });
    let ticks = 0;
    // Time passes between any two looks at the clock.
    const clock: Clock = { now: () => frozen.now() + ticks++, after: (ms, callback) => frozen.after(ms, callback) };
    const app = createApp({ name: "shop" });
    app.connect(world, { clock, logger: silentLogger });
    let broken = true;
    let runs = 0;
    app.task("fix", () => {
      if (broken) throw new Error("broken");
      runs++;
    });
    const result = await app.sendTask("fix");
    const work = async () => {
      const deliveries = await world.broker.receive({ queue: "default", max: 10, waitSeconds: 0 });
      const invocation = new Invocation({ worker: "test", clock, deadline: clock.now() + 60_000 });
      const { acknowledged } = await consumeBatch(deliveries, await app.worker(), invocation);
      const receipts = acknowledged.map(({ receipt }) => receipt);
      if (receipts.length > 0) await world.broker.acknowledge("default", receipts);
    };
    await work();
    const dead = world.engine.queue("shop-default-dead-letters");
    const [letter] = dead.receive({ max: 10 });
    broken = false;
    const back = { body: letter?.body ?? "", attributes: letter?.attributes };
    for (const _ of ["one", "the other"]) world.engine.queue("shop-default").send(back);

    await work();
    await frozen.advance(300_000);
    await work();
    expect(await result.state()).toBe("SUCCESS");
    expect(runs).toBe(1);
    expect(dead.counts.visible).toBe(1);
    expect(world.engine.queue("shop-default").counts).toMatchObject({ visible: 0, inFlight: 0 });
  });
});
