import { expect, it } from "vitest";
import { createApp } from "../../src/index.ts";
import { testWorld } from "../../src/testing.ts";

/*
 * A message that waits for its eta on its queue is received and hidden again every eleven hours or so. Without a record
 * each of these receives was taken for an attempt: a task with `track: "none"` had no retry left when it began, and one with
 * `track: "final"` was failed as one that kills its workers.
 */
it.each(["final", "none"] as const)("hiding a message for its eta uses up nothing, with track %s", async (track) => {
  const app = createApp({ name: "shop" });
  const attempts: number[] = [];
  const flaky = app.task("flaky", { bind: true, track, retry: { max: 1, delay: "1s", jitter: "none" } }, (task) => {
    attempts.push(task.attempt);
    throw new Error("again");
  });
  const world = testWorld(app);
  const { broker, store } = world.adapters;
  app.connect({ broker, store }, { clock: world.clock, logger: app.runtime.logger });
  await flaky.applyAsync([], { countdown: "12d" });
  await world.advance("13d");
  expect(attempts).toEqual([1, 2]);
});
