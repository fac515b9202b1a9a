import { createApp, Ignore, Reject, RetryAfter } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";

describe("a task that fails", () => {
  it("is FAILURE at once without a retry policy, and get throws with the remote stack in the cause", async () => {
    const app = createApp({ name: "shop" });
    const fail = app.task("fail", function explode() {
      throw Object.assign(new TypeError("no such customer"), { code: "E_CUSTOMER" });
    });
    const world = testWorld(app);
    const result = await fail.delay();
    await world.runAll();
    expect(await result.state()).toBe("FAILURE");
    expect(await result.failed()).toBe(true);
    const error = (await result.get().catch((thrown: unknown) => thrown)) as Error;
    expect(error).toMatchObject({
      code: "TASK_FAILED",
      cause: { name: "TypeError", message: "no such customer", code: "E_CUSTOMER" },
    });
    expect((error.cause as Error).stack).toContain("explode");
    expect(await result.error()).toMatchObject({ name: "TypeError" });
  });

  it("leaves its message on the dead-letter queue, untouched, with error, attempts and id", async () => {
    const app = createApp({ name: "shop" });
    const fail = app.task("fail", { retry: { max: 1, delay: "1s", jitter: "none" } }, (_what: string) => {
      throw new Error("never works");
    });
    const world = testWorld(app);
    const result = await fail.delay("this");
    await world.advance("5s");
    const [letter, ...others] = world.deadLetters();
    expect(others).toEqual([]);
    expect(letter?.attributes).toMatchObject({
      "lovage.reason": "FAILED",
      "lovage.error": "Error: never works",
      "lovage.task": "fail",
      "lovage.id": result.id,
      "lovage.attempt": "2",
      "lovage.queue": "default",
    });
    expect(JSON.parse(JSON.parse(letter?.body ?? "").body)[0]).toEqual(["this"]);
  });

  it("is retried after its backoff until it works, in place", async () => {
    const app = createApp({ name: "shop" });
    const starts: number[] = [];
    const flaky = app.task("flaky", { bind: true, retry: { max: 5, delay: "10s", jitter: "none" } }, (task) => {
      starts.push(world.clock.now() - begin);
      if (task.attempt < 4) throw new Error(`attempt ${task.attempt}`);
      return task.attempt;
    });
    const world = testWorld(app);
    const begin = world.clock.now();
    const result = await flaky.delay();
    await world.runAll();
    expect(await result.state()).toBe("RETRY");
    expect(await result.error()).toMatchObject({ message: "attempt 1" });
    await world.advance("2m");
    expect(await result.get()).toBe(4);
    expect(starts).toEqual([0, 10_000, 30_000, 70_000]);
    expect(world.sent()).toHaveLength(1);
    expect(world.deadLetters()).toEqual([]);
  });

  it("waits as long as its error says", async () => {
    const app = createApp({ name: "shop" });
    const starts: number[] = [];
    const polite = app.task("polite", { bind: true }, (task) => {
      starts.push(world.clock.now() - begin);
      if (task.attempt === 1) throw new RetryAfter("42s");
      return "done";
    });
    const world = testWorld(app);
    const begin = world.clock.now();
    const result = await polite.delay();
    await world.advance("1m");
    expect(await result.get()).toBe("done");
    expect(starts).toEqual([0, 42_000]);
  });

  it("may wait longer than SQS can hide a message", async () => {
    const app = createApp({ name: "shop" });
    const later = app.task("later", { bind: true }, (task) =>
      task.attempt === 1 ? task.retry({ countdown: "2d" }) : "done",
    );
    const world = testWorld(app);
    const result = await later.delay();
    await world.runAll();
    for (let hours = 0; hours < 47; hours++) {
      await world.clock.advance(3_600_000);
      await world.runAll();
      expect(await result.state()).toBe("RETRY");
    }
    await world.advance("1h");
    await world.advance("2s");
    expect(await result.get()).toBe("done");
    expect((await result.record())?.attempt).toBe(2);
  });

  it("fails with the cause that it gave when no retry is left", async () => {
    const app = createApp({ name: "shop" });
    const ask = app.task("ask", { bind: true }, (task) =>
      task.retry({ countdown: "1s", max: 2, cause: new Error("the real reason") }),
    );
    const world = testWorld(app);
    const result = await ask.delay();
    await world.advance("10s");
    expect((await result.record())?.attempt).toBe(3);
    await expect(result.get()).rejects.toMatchObject({ cause: { message: "the real reason" } });
  });

  it("says so when it throws what is no error", async () => {
    const app = createApp({ name: "shop" });
    const odd = app.task("odd", () => {
      throw undefined;
    });
    const world = testWorld(app);
    const result = await odd.delay();
    await world.runAll();
    await expect(result.get()).rejects.toMatchObject({ cause: { code: "THROWN_NOT_ERROR" } });
  });

  it("fails, and does not vanish, when its result cannot be written", async () => {
    const app = createApp({ name: "shop" });
    const circle = app.task("circle", { retry: 3 }, () => {
      const self: Record<string, unknown> = {};
      self.self = self;
      return self;
    });
    const world = testWorld(app);
    const result = await circle.delay();
    await world.runAll();
    await expect(result.get()).rejects.toMatchObject({ cause: { code: "NOT_SERIALIZABLE" } });
    expect(world.deadLetters()).toHaveLength(1);
  });

  it.each(["full", "final"] as const)(
    "fails, and does not vanish, when its result is too large for a record (%s)",
    async (track) => {
      const app = createApp({ name: "shop", track });
      const huge = app.task("huge", () => "x".repeat(500_000));
      const world = testWorld(app);
      const result = await huge.delay();
      await world.runAll();
      await expect(result.get()).rejects.toMatchObject({ cause: { code: "RECORD_TOO_LARGE" } });
    },
  );
});

describe("the control words", () => {
  it("Ignore ends the task with nothing to show", async () => {
    const app = createApp({ name: "shop" });
    const skip = app.task("skip", () => {
      throw new Ignore();
    });
    const world = testWorld(app);
    const result = await skip.delay();
    await world.runAll();
    expect(await result.state()).toBe("IGNORED");
    expect(await result.get()).toBeUndefined();
    expect(world.deadLetters()).toEqual([]);
  });

  it("Reject sends it to the dead letters, or back to the queue", async () => {
    const app = createApp({ name: "shop" });
    const refuse = app.task("refuse", { retry: 5 }, () => {
      throw new Reject("not mine");
    });
    const pass = app.task("pass", { bind: true }, (task) => {
      if (task.attempt < 3) throw new Reject("not now", { requeue: true });
      return task.retries;
    });
    const world = testWorld(app);
    const refused = await refuse.delay();
    const passed = await pass.delay();
    await world.runAll();
    expect(await refused.state()).toBe("FAILURE");
    expect(world.deadLetters()[0]?.attributes["lovage.reason"]).toBe("REJECTED");
    expect(await passed.get()).toBe(0);
  });
});

describe("a dead letter that is redriven", () => {
  it("runs again with fresh budgets, as AWS's own redrive would bring it back", async () => {
    const app = createApp({ name: "shop" });
    let broken = true;
    const fix = app.task("fix", { retry: { max: 1, delay: "1s", jitter: "none" } }, () => {
      if (broken) throw new Error("broken");
      return "fixed";
    });
    const world = testWorld(app);
    const result = await fix.delay();
    await world.advance("5s");
    expect(await result.state()).toBe("FAILURE");
    broken = false;
    world.redrive();
    await world.advance("1s");
    expect(await result.get()).toBe("fixed");
    expect((await result.record())?.attempt).toBe(3);
  });

  it("does not run again when it is only a late duplicate", async () => {
    const app = createApp({ name: "shop" });
    let runs = 0;
    const fail = app.task("fail", () => {
      runs++;
      throw new Error("x");
    });
    const world = testWorld(app);
    await fail.applyAsync([], { taskId: "same" });
    await world.runAll();
    await fail.applyAsync([], { taskId: "same" });
    await world.runAll();
    expect(runs).toBe(1);
  });
});
