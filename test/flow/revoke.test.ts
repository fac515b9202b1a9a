import { createApp, createProducer, type RevokeOutcome } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";
import { memoryAdapters } from "../../src/memory/index.ts";
import { Poller } from "../../src/poller/index.ts";
import { FrozenClock, silentLogger } from "../../src/runtime/index.ts";

/** Two workers on one queue, and a task that is held until it is let go. */
async function twoWorkers() {
  const clock = new FrozenClock();
  const app = createApp({ name: "shop" });
  const adapters = memoryAdapters({ clock, settings: app.settings });
  app.connect(adapters, { clock, logger: silentLogger, random: () => 0.5 });
  const begun: number[] = [];
  const reasons: unknown[] = [];
  const held = Promise.withResolvers<string>();
  const slow = app.task("slow", { bind: true, retry: { max: 5, delay: "1s", jitter: "none" } }, (task) => {
    begun.push(task.attempt);
    task.signal.addEventListener("abort", () => reasons.push(task.signal.reason));
    return held.promise;
  });
  const pollers = [1, 2].map(async () => new Poller(await app.worker(), { queues: ["default"], visibility: "30s" }));
  const running = await Promise.all(pollers);
  for (const poller of running) void poller.run();
  const stop = async () => {
    const stopped = Promise.all(running.map((poller) => poller.stop()));
    await clock.advance(1_000);
    await stopped;
    expect(clock.waiting).toBe(0);
  };
  return { app, adapters, clock, slow, begun, reasons, held, stop };
}

describe("a task that is revoked before it runs", () => {
  it("does not run, and its message goes", async () => {
    const app = createApp({ name: "shop" });
    let runs = 0;
    const add = app.task("add", (x: number, y: number) => {
      runs++;
      return x + y;
    });
    const world = testWorld(app);
    const result = await add.delay(1, 1);
    expect(await app.revoke(result.id)).toEqual({ id: result.id, outcome: "revoked", state: "REVOKED" });
    expect(await result.state()).toBe("REVOKED");
    await world.runAll();
    expect(runs).toBe(0);
    expect(await world.adapters.broker.depth("default")).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    await expect(result.get()).rejects.toMatchObject({ code: "TASK_REVOKED", detail: { reason: "revoked" } });
    const lines = [];
    for await (const entry of world.adapters.store.journal({ from: 0, to: world.clock.now() + 1 }))
      lines.push(...entry.lines);
    expect(lines).toMatchObject([{ id: result.id, task: "add", queue: "default", state: "REVOKED", attempt: 0 }]);
  });

  it("is taken back from what keeps it for days, so that nothing comes when its time is there", async () => {
    const app = createApp({ name: "shop" });
    const task = app.task("task", () => expect.unreachable());
    const world = testWorld(app);
    const { delays } = world.adapters;
    const [byHandle, byId] = [
      await task.applyAsync([], { countdown: "10d" }),
      await task.applyAsync([], { countdown: "2h" }),
    ];
    expect(delays.waiting).toHaveLength(2);
    expect(await byHandle.revoke({ reason: "the order was cancelled" })).toMatchObject({ outcome: "revoked" });
    expect(delays.waiting.map(({ id }) => id)).toEqual([byId.id]);
    expect(await app.revoke(byId.id)).toMatchObject({ outcome: "revoked" });
    expect(delays.waiting).toEqual([]);
    await world.advance("20d");
    expect(world.sent("task")).toEqual([]);
    expect(await byHandle.record()).toMatchObject({ state: "REVOKED", reason: "the order was cancelled", attempt: 0 });
    await world.advance("6d");
    expect(await byHandle.record()).toBeUndefined();
  });

  it("does not run even where it could not be taken back, and to revoke it again does that", async () => {
    const clock = new FrozenClock();
    const app = createApp({ name: "shop" });
    const task = app.task("task", () => expect.unreachable());
    let refused = true;
    const before = ({ port, method }: { port: string; method: string }) => {
      if (refused && port === "delays" && method === "remove") throw new Error("not now");
    };
    const adapters = memoryAdapters({ clock, settings: app.settings, faults: { before } });
    app.connect(adapters, { clock, logger: silentLogger });
    const poller = new Poller(await app.worker(), { queues: ["default"] });
    void poller.run();
    const results = [await task.applyAsync([], { countdown: "1h" }), await task.applyAsync([], { countdown: "2h" })];
    for (const result of results) await expect(result.revoke()).rejects.toThrow("not now");
    await clock.advance(3_700_000);
    expect(await results[0]?.state()).toBe("REVOKED");
    refused = false;
    expect(await results[1]?.revoke()).toMatchObject({ outcome: "finished", state: "REVOKED" });
    expect(adapters.delays.waiting).toEqual([]);
    const stopped = poller.stop();
    await clock.advance(1_000);
    await stopped;
  });

  it("costs nothing but the record where it is known that it is not delayed", async () => {
    const calls: string[] = [];
    const clock = new FrozenClock();
    const app = createApp({ name: "shop" });
    const task = app.task("task", () => expect.unreachable());
    const before = ({ port, method }: { port: string; method: string }) => void calls.push(`${port}.${method}`);
    app.connect(memoryAdapters({ clock, settings: app.settings, faults: { before } }), { clock, logger: silentLogger });
    const result = await task.delay();
    await result.revoke();
    expect(calls).toEqual(["broker.send", "store.revoke"]);
  });

  it("is revoked by a producer that knows no handler", async () => {
    const app = createApp({ name: "shop" });
    app.task("task", () => expect.unreachable());
    const world = testWorld(app);
    const producer = createProducer({ name: "shop" }).connect(world.adapters, { clock: world.clock });
    const results = await Promise.all(Array.from({ length: 60 }, () => producer.sendTask("task")));
    const answers = await producer.revoke(results.map(({ id }) => id));
    expect(answers.map(({ id }) => id)).toEqual(results.map(({ id }) => id));
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set<RevokeOutcome>(["revoked"]));
    await world.runAll();
  });

  it("has neither callbacks nor errbacks called, as in Celery", async () => {
    const app = createApp({ name: "shop" });
    const told: unknown[] = [];
    app.task("add", () => expect.unreachable());
    app.task("tell", (what: unknown) => void told.push(what));
    const world = testWorld(app);
    const signature = { task: "tell", args: [], kwargs: {}, options: {}, subtask_type: null, immutable: false };
    const { producer } = await app.worker();
    const embed = { callbacks: [signature], errbacks: [signature], chain: [signature], chord: null };
    const { id } = await producer.send({ task: "add", args: [], embed });
    await app.revoke(id);
    await world.runAll();
    expect(told).toEqual([]);
  });

  it("is not run while it waits for its retry", async () => {
    const app = createApp({ name: "shop" });
    let runs = 0;
    const fails = app.task("fails", { retry: { max: 9, delay: "1m", jitter: "none", backoff: "fixed" } }, () => {
      runs++;
      throw new Error("again");
    });
    const world = testWorld(app);
    const result = await fails.delay();
    await world.advance("90s");
    expect([runs, await result.state()]).toEqual([2, "RETRY"]);
    expect(await result.revoke()).toMatchObject({ outcome: "revoked" });
    await world.advance("1h");
    expect(runs).toBe(2);
    expect(await result.record()).toMatchObject({ state: "REVOKED", attempt: 2, failures: 2 });
  });
});

describe("a task that is over", () => {
  it("stays as it is, and the answer says so", async () => {
    const app = createApp({ name: "shop" });
    const add = app.task("add", (x: number, y: number) => x + y);
    const world = testWorld(app);
    const result = await add.delay(4, 4);
    await world.runAll();
    expect(await result.revoke({ terminate: true })).toEqual({ id: result.id, outcome: "finished", state: "SUCCESS" });
    expect(await result.get()).toBe(8);
  });
});

describe("a task that is revoked while it runs", () => {
  it("may finish, and its result counts", async () => {
    const { clock, slow, held, reasons, stop } = await twoWorkers();
    const result = await slow.delay();
    await clock.advance(100);
    expect(await result.revoke()).toEqual({ id: result.id, outcome: "finishing", state: "STARTED" });
    await clock.advance(60_000);
    held.resolve("done");
    await clock.advance(100);
    expect(await result.get()).toBe("done");
    expect(reasons).toEqual([]);
    await stop();
  });

  it("is REVOKED instead of being retried", async () => {
    const { clock, slow, held, begun, stop } = await twoWorkers();
    const result = await slow.delay();
    await clock.advance(100);
    await result.revoke();
    held.reject(new Error("no line"));
    await clock.advance(60_000);
    expect(begun).toEqual([1]);
    expect(await result.record()).toMatchObject({ state: "REVOKED", attempt: 1, failures: 1, reason: "revoked" });
    await stop();
  });

  it("is told by its signal within two heartbeats when it is terminated, and what it comes to does not count", async () => {
    const { adapters, clock, slow, held, reasons, stop } = await twoWorkers();
    const result = await slow.delay();
    await clock.advance(6_000);
    expect(await result.revoke({ terminate: true, reason: "wrong month" })).toMatchObject({ outcome: "terminating" });
    await clock.advance(5_000);
    expect(reasons).toMatchObject([{ code: "TASK_REVOKED", detail: { taskId: result.id, reason: "wrong month" } }]);
    held.resolve("done all the same");
    await clock.advance(100);
    expect(await result.record()).toMatchObject({ state: "REVOKED", reason: "wrong month", attempt: 1 });
    expect(await adapters.broker.depth("default")).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    await stop();
  });

  it("is not waited for when it does not heed its signal", async () => {
    const { clock, slow, begun, stop } = await twoWorkers();
    const result = await slow.delay();
    await clock.advance(100);
    await result.revoke({ terminate: true });
    await clock.advance(15_000);
    expect(await result.state()).toBe("REVOKED");
    await clock.advance(120_000);
    expect(begun).toEqual([1]);
    await stop();
  });

  it("does not succeed when it ends before its worker has looked", async () => {
    const { clock, slow, held, reasons, stop } = await twoWorkers();
    const result = await slow.delay();
    await clock.advance(100);
    await result.revoke({ terminate: true });
    held.resolve("too quick");
    await clock.advance(100);
    expect(await result.state()).toBe("REVOKED");
    expect(reasons).toEqual([]);
    await stop();
  });

  it("does not run again when its worker dies with it", async () => {
    const { app, adapters, clock, slow, begun, stop } = await twoWorkers();
    const result = await slow.applyAsync([], { countdown: "1m" });
    // Somebody has claimed it, and is gone.
    const now = clock.now();
    const claim = { id: result.id, task: "slow", queue: "default", owner: "the dead", now, leaseUntil: now + 30_000 };
    await adapters.store.claim({ ...claim, expiresAt: now + 9e6 });
    expect(await app.revoke(result.id)).toMatchObject({ outcome: "finishing" });
    await clock.advance(120_000);
    expect(begun).toEqual([]);
    expect(await result.record()).toMatchObject({ state: "REVOKED", reason: "revoked", attempt: 2 });
    await stop();
  });

  it("costs a task of less than half a heartbeat no read, and a longer one a read every five seconds", async () => {
    const reads: number[] = [];
    const clock = new FrozenClock();
    const app = createApp({ name: "shop" });
    const before = ({ method }: { method: string }) => {
      if (method === "readMany") reads.push(clock.now());
    };
    const adapters = memoryAdapters({ clock, settings: app.settings, faults: { before } });
    app.connect(adapters, { clock, logger: silentLogger });
    const wait = app.task("wait", (ms: number) => new Promise((resolve) => void clock.after(ms, () => resolve(ms))));
    const poller = new Poller(await app.worker(), { queues: ["default"] });
    void poller.run();
    await wait.delay(2_400);
    await clock.advance(10_000);
    expect(reads).toEqual([]);
    await wait.delay(21_000);
    await wait.delay(21_000);
    await clock.advance(30_000);
    expect(reads).toHaveLength(4);
    const stopped = poller.stop();
    await clock.advance(1_000);
    await stopped;
  });

  it("runs on where the store does not answer for a while, and is ended when it does again", async () => {
    const clock = new FrozenClock();
    const app = createApp({ name: "shop" });
    let down = false;
    const before = ({ method }: { method: string }) => {
      if (down && method === "readMany") throw new Error("socket hang up");
    };
    app.connect(memoryAdapters({ clock, settings: app.settings, faults: { before } }), { clock, logger: silentLogger });
    const stuck = app.task("stuck", () => new Promise(() => {}));
    const poller = new Poller(await app.worker(), { queues: ["default"] });
    void poller.run();
    const result = await stuck.delay();
    await clock.advance(100);
    await result.revoke({ terminate: true });
    down = true;
    await clock.advance(30_000);
    expect(await result.state()).toBe("STARTED");
    down = false;
    await clock.advance(15_000);
    expect(await result.state()).toBe("REVOKED");
    const stopped = poller.stop();
    await clock.advance(1_000);
    await stopped;
  });
});

describe("what is stored of a task", () => {
  it('decides what can be revoked: with track "none" nothing, and the handle says so', async () => {
    const app = createApp({ name: "shop" });
    const task = app.task("task", { track: "none" }, () => "ran");
    const world = testWorld(app);
    const result = await task.delay();
    await expect(result.revoke()).rejects.toMatchObject({ code: "REVOKE_UNTRACKED", detail: { track: "none" } });
    expect(world.adapters.store.size).toBe(0);
  });

  it('with track "final", what is delayed or waits for a retry', async () => {
    const app = createApp({ name: "shop" });
    const runs: string[] = [];
    const task = app.task(
      "task",
      { track: "final", retry: { max: 3, delay: "1h", jitter: "none" } },
      (name: string) => {
        runs.push(name);
        if (name === "fails") throw new Error("again");
      },
    );
    const world = testWorld(app);
    const now = await task.delay("now");
    await expect(now.revoke()).rejects.toMatchObject({ code: "REVOKE_UNTRACKED", detail: { track: "final" } });
    const later = await task.applyAsync(["later"], { countdown: "2m" });
    expect(await later.revoke()).toMatchObject({ outcome: "revoked" });
    const fails = await task.delay("fails");
    await world.runAll();
    expect(await fails.revoke()).toMatchObject({ outcome: "revoked" });
    await world.advance("1d");
    expect(runs).toEqual(["now", "fails"]);
    expect([await now.state(), await later.state(), await fails.state()]).toEqual(["PENDING", "REVOKED", "REVOKED"]);
  });
});

describe("what cannot be meant", () => {
  it.each([
    ["", {}, "INVALID_TASK_ID"],
    [7, {}, "INVALID_TASK_ID"],
    ["id", { terminat: true }, "UNKNOWN_OPTION"],
    ["id", { terminate: "yes" }, "INVALID_OPTION"],
    ["id", { reason: "" }, "INVALID_OPTION"],
    ["id", { reason: "x".repeat(501) }, "INVALID_OPTION"],
  ])("is refused before anything is written: %j %j", async (id, options, code) => {
    const app = createApp({ name: "shop" });
    const world = testWorld(app);
    await expect(app.revoke(["first", id as string], options as never)).rejects.toMatchObject({ code });
    expect(world.adapters.store.size).toBe(0);
  });
});
