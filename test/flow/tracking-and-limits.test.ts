import { createApp, type Middleware } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";

describe("track", () => {
  it("final stores how a task ended, and survives a retry", async () => {
    const app = createApp({ name: "shop", track: "final" });
    const flaky = app.task("flaky", { bind: true, retry: { max: 3, delay: "1s", jitter: "none" } }, (task) => {
      if (task.attempt < 3) throw new Error("again");
      return task.attempt;
    });
    const world = testWorld(app);
    const result = await flaky.delay();
    await world.runAll();
    expect(await result.state()).toBe("RETRY");
    await world.advance("10s");
    expect(await result.get()).toBe(3);
  });

  it("none stores nothing, retries all the same, and its result cannot be waited for", async () => {
    const app = createApp({ name: "shop" });
    let runs = 0;
    const quiet = app.task("quiet", { track: "none", retry: { max: 2, delay: "1s", jitter: "none" } }, () => {
      if (++runs < 3) throw new Error("again");
    });
    const world = testWorld(app);
    const result = await quiet.delay();
    await world.advance("10s");
    expect(runs).toBe(3);
    expect(await app.result(result.id).state()).toBe("PENDING");
    await expect(result.get()).rejects.toMatchObject({ code: "RESULT_IGNORED" });
  });

  it("can be switched off for one call", async () => {
    const app = createApp({ name: "shop" });
    const add = app.task("add", (x: number, y: number) => x + y);
    const world = testWorld(app);
    const result = await add.applyAsync([1, 1], { ignoreResult: true });
    await world.runAll();
    expect(await app.result(result.id).state()).toBe("PENDING");
  });
});

describe("limits", () => {
  const setup = (options: object) => {
    const app = createApp({ name: "shop" });
    const reasons: unknown[] = [];
    const hang = app.task("hang", { bind: true, ...options }, (task) => {
      return new Promise<string>((resolve) => {
        task.signal.addEventListener("abort", () => {
          reasons.push((task.signal.reason as { code: string }).code);
          if (reasons[0] === "SOFT_TIME_LIMIT_EXCEEDED") resolve("cleaned up");
        });
      });
    });
    return { app, hang, reasons, world: testWorld(app) };
  };

  it("fail an attempt after its time limit, and abort its signal", async () => {
    const { hang, reasons, world } = setup({ timeLimit: "5s" });
    const result = await hang.delay();
    const running = world.runAll();
    await world.clock.advance(5_000);
    await running;
    expect(reasons).toEqual(["TIME_LIMIT_EXCEEDED"]);
    await expect(result.get()).rejects.toMatchObject({ cause: { code: "TIME_LIMIT_EXCEEDED" } });
  });

  it("let an attempt end well after its soft time limit", async () => {
    const { hang, reasons, world } = setup({ timeLimit: "5s", softTimeLimit: "3s" });
    const result = await hang.delay();
    const running = world.runAll();
    await world.clock.advance(3_000);
    await running;
    expect(reasons).toEqual(["SOFT_TIME_LIMIT_EXCEEDED"]);
    expect(await result.get()).toBe("cleaned up");
    expect(world.clock.waiting).toBe(0);
  });

  it("of the invocation cut what is slow, give it back, and do not count it as a failure", async () => {
    const { hang, reasons, world, app } = setup({});
    const quick = app.task("quick", () => "quick");
    const slow = await hang.delay();
    const neighbour = await quick.delay();
    const running = world.runOnce();
    await world.clock.advance(60_000);
    await running;
    expect(reasons).toEqual(["INVOCATION_DEADLINE"]);
    expect(await neighbour.get()).toBe("quick");
    expect(await slow.record()).toMatchObject({ state: "RETRY", attempt: 1, failures: 0, cuts: 1 });
  });
});

describe("a running attempt", () => {
  it("tells of its progress in a state of its own", async () => {
    const app = createApp({ name: "shop" });
    const seen: unknown[] = [];
    const work = app.task("work", { bind: true }, async (task) => {
      await task.updateState({ state: "PROGRESS", meta: { done: 1, of: 2 } });
      const handle = app.result(task.id);
      seen.push(await handle.state(), await handle.info());
      return "done";
    });
    const world = testWorld(app);
    const result = await work.delay();
    await world.runAll();
    expect(seen).toEqual(["PROGRESS", { done: 1, of: 2 }]);
    expect(await result.state()).toBe("SUCCESS");
    expect(await result.info()).toBe("done");
  });

  it("may not take one of Lovage's states for its own", async () => {
    const app = createApp({ name: "shop" });
    const work = app.task("work", { bind: true }, (task) => task.updateState({ state: "SUCCESS" }));
    const world = testWorld(app);
    const result = await work.delay();
    await world.runAll();
    await expect(result.get()).rejects.toMatchObject({ cause: { code: "UNKNOWN_STATE" } });
  });

  it("logs with its id, name and attempt", async () => {
    const lines: object[] = [];
    const logger = (fields: object): never =>
      ({
        debug() {},
        warn() {},
        error() {},
        info: (more: object, message: string) => lines.push({ ...fields, ...more, message }),
        child: (more: object) => logger({ ...fields, ...more }),
      }) as never;
    const app = createApp({ name: "shop" });
    const talk = app.task("talk", { bind: true }, (task) => task.log.info("sending", { to: "ann" }));
    const world = testWorld(app, { logger: logger({}) });
    const result = await talk.delay();
    await world.runAll();
    expect(lines).toContainEqual({ id: result.id, task: "talk", attempt: 1, to: "ann", message: "sending" });
  });

  it("is wrapped by the app's middleware, the first one outermost", async () => {
    const seen: string[] = [];
    const layer =
      (name: string): Middleware =>
      async (task, next) => {
        seen.push(`${name} in ${task.name}`);
        const result = await next();
        seen.push(`${name} out`);
        return name === "outer" ? `${result}!` : result;
      };
    const app = createApp({ name: "shop" }).use(layer("outer"), layer("inner"));
    const hello = app.task("hello", () => "hello");
    const world = testWorld(app);
    const result = await hello.delay();
    await world.runAll();
    expect(seen).toEqual(["outer in hello", "inner in hello", "inner out", "outer out"]);
    expect(await result.get()).toBe("hello!");
  });
});

describe("a FIFO queue", () => {
  it("keeps the order of a group also when one of it has to be retried, and lets other groups pass", async () => {
    const app = createApp({ name: "shop" });
    const done: string[] = [];
    const step = app.task(
      "step",
      { bind: true, queue: "orders.fifo", retry: { max: 2, delay: "5s", jitter: "none" } },
      (task, name: string) => {
        if (name === "a1" && task.attempt === 1) throw new Error("not yet");
        done.push(name);
      },
    );
    const world = testWorld(app);
    for (const name of ["a1", "a2", "b1", "a3", "b2"])
      await step.applyAsync([name], { messageGroupId: name[0] as string });
    await world.runAll();
    expect(done).toEqual(["b1", "b2"]);
    await world.advance("20s");
    expect(done).toEqual(["b1", "b2", "a1", "a2", "a3"]);
  });
});
