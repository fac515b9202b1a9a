import { getEventListeners } from "node:events";
import { createApp } from "lovage";
import { describe, expect, it } from "vitest";
import { memoryAdapters } from "../../src/memory/index.ts";
import { Poller } from "../../src/poller/index.ts";
import type { ReceiveRequest } from "../../src/ports/index.ts";
import { FrozenClock, silentLogger } from "../../src/runtime/index.ts";

describe("a poller that is busy for long", () => {
  // Each wait for a free place left a listener at the signal of the stop, until there was one.
  it("keeps no more listeners than one that has just begun", async () => {
    const clock = new FrozenClock();
    let signal: AbortSignal | undefined;
    const world = memoryAdapters({
      clock,
      settings: { name: "shop" },
      faults: {
        before: ({ method, args: [request] }) => {
          if (method === "receive") signal = (request as ReceiveRequest).signal;
        },
      },
    });
    const app = createApp({ name: "shop" });
    app.connect(world, { clock, logger: silentLogger });
    let runs = 0;
    const work = app.task("work", () => void runs++);
    await work.delayMany(Array.from({ length: 50 }, () => []));
    const poller = new Poller(await app.worker(), { queues: ["default"], concurrency: 1 });
    void poller.run();
    await clock.advance(60_000);
    expect(runs).toBe(50);
    if (!signal) throw new Error("It has not polled.");
    expect(getEventListeners(signal, "abort").length).toBeLessThan(5);
    const stopped = poller.stop();
    await clock.advance(1_000);
    await stopped;
  });
});
