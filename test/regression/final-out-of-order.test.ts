import { createApp } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";
import { memoryAdapters } from "../../src/memory/index.ts";
import { FrozenClock } from "../../src/runtime/index.ts";
import { mortalBatch, type Tasks } from "../support/mortal-worker.ts";

describe('track: "final"', () => {
  // Records were written without a condition: RETRY over SUCCESS, whose message was gone by then, left the task open for ever.
  it("is not opened again by a first run that is late and fails after the second has succeeded", async () => {
    const clock = new FrozenClock();
    const world = memoryAdapters({ clock, settings: { name: "shop" } });
    let failLate = () => {};
    const late = new Promise<never>((_, reject) => {
      failLate = () => reject(new Error("late"));
    });
    const options = { track: "final", retry: { max: 3, delay: "1s" } } as const;
    const slow: Tasks = (app) => void app.task("work", options, () => late);
    const quick: Tasks = (app) => void app.task("work", options, () => "done");
    const sender = createApp({ name: "shop" });
    sender.connect(world, { clock });
    const result = await sender.sendTask("work");
    world.engine.queue("shop-default").setAttributes({ visibilityTimeout: 1_000 });

    const first = mortalBatch(world, clock, slow);
    await clock.advance(2_000);
    expect(await mortalBatch(world, clock, quick)).toBe("survived");
    failLate();
    expect(await first).toBe("survived");
    expect(await result.state()).toBe("SUCCESS");
  });

  // Receives were taken for deaths: what waits behind a task that is retried often was FAILURE without ever having run.
  it("does not take it for a death when a task waits behind another of its group, again and again", async () => {
    const app = createApp({ name: "shop", track: "final" });
    const done: string[] = [];
    const retry = { max: 30, backoff: "fixed", delay: "1s", jitter: "none" } as const;
    const step = app.task("step", { bind: true, queue: "orders.fifo", retry }, (task, name: string) => {
      if (name === "first" && task.attempt < 25) throw new Error("not yet");
      done.push(name);
    });
    const world = testWorld(app);
    for (const name of ["first", "second"]) await step.applyAsync([name], { messageGroupId: "g" });
    await world.advance("5m");
    expect(done).toEqual(["first", "second"]);
    expect(world.deadLetters("orders.fifo")).toEqual([]);
  });
});
