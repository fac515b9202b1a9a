import { createApp } from "lovage";
import { describe, expect, it } from "vitest";
import { memoryAdapters } from "../../src/memory/index.ts";
import { FrozenClock } from "../../src/runtime/index.ts";
import { mortalBatch, type Tasks } from "../support/mortal-worker.ts";

describe("a task that expires while its worker runs it", () => {
  // A message that showed itself before the lease was over was acknowledged as an expired task's; when its worker then
  // died, the task stayed STARTED for ever.
  it("keeps its message for the case that the worker dies", async () => {
    const clock = new FrozenClock();
    const world = memoryAdapters({ clock, settings: { name: "shop" } });
    const tasks: Tasks = (app, die) => void app.task("slow", () => die());
    const sender = createApp({ name: "shop" });
    sender.connect(world, { clock });
    const result = await sender.sendTask("slow", [], { expires: "10s" });
    const queue = world.engine.queue("shop-default");
    queue.setAttributes({ visibilityTimeout: 15_000 });

    expect(await mortalBatch(world, clock, tasks)).toBe("died");
    await clock.advance(20_000);
    expect(await mortalBatch(world, clock, tasks)).toBe("survived");
    expect(await result.state()).toBe("STARTED");
    expect(queue.counts).toMatchObject({ visible: 0, inFlight: 1 });

    await clock.advance(60_000);
    expect(await mortalBatch(world, clock, tasks)).toBe("survived");
    expect(await result.state()).toBe("REVOKED");
    expect(queue.counts).toMatchObject({ visible: 0, inFlight: 0 });
  });
});
