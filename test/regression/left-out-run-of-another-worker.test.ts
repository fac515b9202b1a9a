import { createApp, every } from "lovage";
import { describe, expect, it } from "vitest";
import { consumeBatch } from "../../src/consumer/index.ts";
import { Invocation } from "../../src/execution/index.ts";
import { memoryAdapters } from "../../src/memory/index.ts";
import type { Settlement } from "../../src/ports/index.ts";
import { FrozenClock, silentLogger } from "../../src/runtime/index.ts";

describe('a run that overlap "skip" leaves out', () => {
  // Its message was acknowledged also by a worker whose lease was over, and with it the run that another worker had taken up.
  it("is not acknowledged by a worker that no longer holds it", async () => {
    const clock = new FrozenClock();
    const takeOver = async ({ id }: Settlement) => {
      const later = clock.now() + 3_600_000;
      const lease = { owner: "another", now: later, leaseUntil: later + 60_000, expiresAt: later };
      await world.store.claim({ id, task: "work", queue: "default", ...lease });
    };
    const world = memoryAdapters({
      clock,
      settings: { name: "shop" },
      faults: {
        before: async ({ method, args: [settlement] }) => {
          if (method === "settle") await takeOver(settlement as Settlement);
        },
      },
    });
    const app = createApp({ name: "shop" });
    app.connect(world, { clock, logger: silentLogger });
    const never = new Promise<void>(() => {});
    app.schedule(
      "seed",
      every("1m"),
      app.task("work", () => never),
      { overlap: "skip" },
    );
    await app.beat.sync();
    const worker = await app.worker();
    const runDue = async () => {
      await clock.advance(60_000);
      const deliveries = await world.broker.receive({ queue: "default", max: 1, waitSeconds: 0 });
      expect(deliveries).toHaveLength(1);
      return consumeBatch(
        deliveries,
        worker,
        new Invocation({ worker: "test", clock, deadline: clock.now() + 900_000 }),
      );
    };
    void runDue();
    await clock.advance(0);

    const { acknowledged, kept } = await runDue();

    expect(acknowledged).toEqual([]);
    expect(kept).toHaveLength(1);
  });
});
