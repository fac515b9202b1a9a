import { type App, createApp } from "lovage";
import { expect, it } from "vitest";
import { memoryAdapters } from "../../src/memory/index.ts";
import { FrozenClock, silentLogger } from "../../src/runtime/index.ts";
import { mortalBatch } from "../support/mortal-worker.ts";

it("a task whose worker died reads as LOST once its lease is over, and get goes on waiting for the next worker", async () => {
  const clock = new FrozenClock();
  const world = memoryAdapters({ clock, settings: { name: "shop" } });
  const app = createApp({ name: "shop" }).connect(world, { clock, logger: silentLogger });
  const result = await app.sendTask("work");
  const tasks = (of: App, die: () => never) =>
    of.task("work", { bind: true }, async (task) => {
      if (task.attempt > 1) return "done";
      await task.updateState({ state: "HALF", meta: { done: 5 } });
      return die();
    });

  expect([await result.state(), await result.lost()]).toEqual(["PENDING", false]);
  expect(await mortalBatch(world, clock, tasks)).toBe("died");
  expect([await result.state(), await result.lost()]).toEqual(["HALF", false]);
  // The lease of its batch is 60 seconds; at its last millisecond the worker may still be alive.
  await clock.advance(60_000);
  expect(await result.lost()).toBe(false);
  await clock.advance(1);
  expect([await result.state(), await result.lost(), await result.ready()]).toEqual(["LOST", true, false]);
  expect(await result.info()).toEqual({ done: 5 });

  const timedOut = result.get({ timeout: "1s" });
  const refused = expect(timedOut).rejects.toMatchObject({ code: "RESULT_TIMEOUT", detail: { state: "LOST" } });
  await clock.advance(1_000);
  await refused;

  const waiting = result.get();
  await clock.advance(60_000);
  expect(await mortalBatch(world, clock, tasks)).toBe("survived");
  await clock.advance(2_000);
  expect(await waiting).toBe("done");
  expect([await result.state(), await result.lost()]).toEqual(["SUCCESS", false]);
});

it("no task may say of itself that it is LOST", async () => {
  const app = createApp({ name: "shop" });
  const liar = app.task("liar", { bind: true }, (task) => task.updateState({ state: "LOST" }));
  await expect(liar()).rejects.toMatchObject({ code: "UNKNOWN_STATE" });
});
