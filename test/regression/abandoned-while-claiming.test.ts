import { createApp } from "lovage";
import { describe, expect, it } from "vitest";
import { consumeBatch } from "../../src/consumer/index.ts";
import { Invocation } from "../../src/execution/index.ts";
import { memoryAdapters } from "../../src/memory/index.ts";
import { FrozenClock, silentLogger } from "../../src/runtime/index.ts";

describe("a worker that is abandoned while it claims a task", () => {
  // It threw "Cannot access 'stop' before initialization", and the task stayed STARTED until its lease was over.
  it("settles it as cut, does not run it, and gives it back at once", async () => {
    const clock = new FrozenClock();
    const invocation = new Invocation({ worker: "test", clock, deadline: clock.now() + 60_000 });
    const world = memoryAdapters({
      clock,
      settings: { name: "shop" },
      faults: { after: ({ method }) => void (method === "claim" && invocation.abandon("stop")) },
    });
    const app = createApp({ name: "shop" });
    app.connect(world, { clock, logger: silentLogger });
    let runs = 0;
    const work = app.task("work", () => void runs++);
    const result = await work.delay();

    const deliveries = await world.broker.receive({ queue: "default", max: 1, waitSeconds: 0 });
    const { kept } = await consumeBatch(deliveries, await app.worker(), invocation);
    expect(kept).toHaveLength(1);
    expect(runs).toBe(0);
    expect(await result.record()).toMatchObject({ state: "RETRY", cuts: 1, failures: 0 });
    expect(await world.broker.depth("default")).toMatchObject({ visible: 1 });
    expect(clock.waiting).toBe(0);
  });
});
