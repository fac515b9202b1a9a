import { createApp, every, type RetryOptions, type Singleton } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";
import { memoryAdapters } from "../../src/memory/index.ts";
import { Poller } from "../../src/poller/index.ts";
import { FrozenClock, silentLogger } from "../../src/runtime/index.ts";

type End = (failed?: Error) => void;

/** A task whose runs end when they are told to, or when they are terminated. */
function slow(
  singleton: Singleton | undefined,
  options: { retry?: RetryOptions | false; deliverTwice?: boolean } = {},
) {
  const app = createApp({ name: "shop" });
  const begun: string[] = [];
  const endings = new Map<string, End>();
  const going = new Map<string, number>();
  let most = 0;
  const { retry = false, deliverTwice = false } = options;
  const defined = { bind: true, retry, ...(singleton && { singleton }) } as const;
  const work = app.task("work", defined, async (task, key: string, name: string) => {
    begun.push(name);
    going.set(key, (going.get(key) ?? 0) + 1);
    most = Math.max(most, going.get(key) ?? 0);
    try {
      await new Promise<void>((resolve, reject) => {
        endings.set(name, (failed) => (failed ? reject(failed) : resolve()));
        task.signal.addEventListener("abort", () => reject(task.signal.reason));
      });
    } finally {
      going.set(key, (going.get(key) ?? 0) - 1);
    }
    return name;
  });
  const world = testWorld(app, { timeout: "15m", deliverTwice });
  const running: Promise<unknown>[] = [];
  /** Moves the clock a second at a time, each time beginning whatever has come, and not waiting for it to end. */
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      await world.clock.advance(1_000);
      running.push(world.runOnce());
      await world.clock.advance(0);
    }
  };
  const end = async (name: string, failed?: Error) => {
    endings.get(name)?.(failed);
    await world.clock.advance(0);
  };
  const finish = async () => {
    for (const ending of endings.values()) ending();
    await Promise.all(running);
  };
  return { app, world, work, begun, pass, end, finish, most: () => most };
}

const byFirst = (key: string) => key;

describe('tasks of which one runs at a time (mode "skip")', () => {
  it("are left out while another one of their key runs, and say so; the first that is sent after its end runs", async () => {
    const { work, begun, pass, end, finish, most } = slow({ key: byFirst, mode: "skip" }, { deliverTwice: true });
    const first = await work.delay("k", "a");
    await pass(1);
    const second = await work.delay("k", "b");
    const other = await work.delay("other", "c");
    await pass(2);
    expect(begun).toEqual(["a", "c"]);
    expect(await second.record()).toMatchObject({ state: "REVOKED", reason: `singleton: ${first.id} was not over` });
    await end("a");
    await pass(1);
    await work.delay("k", "d");
    await pass(1);
    expect(begun).toEqual(["a", "c", "d"]);
    await finish();
    expect([await first.get(), await other.get()]).toEqual(["a", "c"]);
    expect(most()).toBe(1);
  });

  it("are left out while another one waits for its retry, which runs", async () => {
    const retry = { max: 1, delay: "30s", jitter: "none" } as const;
    const { work, begun, pass, end, finish } = slow({ key: byFirst, mode: "skip" }, { retry });
    await work.delay("k", "a");
    await pass(1);
    await end("a", new Error("again"));
    await pass(1);
    const second = await work.delay("k", "b");
    await pass(40);
    expect(begun).toEqual(["a", "a"]);
    expect(await second.state()).toBe("REVOKED");
    await finish();
  });

  it("run once of many that wait on the queue together, though the first is over before the others are handed out", async () => {
    const { app, work, begun, world } = slow(undefined);
    const done = app.task("done", { singleton: { mode: "skip" } }, (name: string) => begun.push(name));
    for (let index = 0; index < 30; index++) await done.delay(`${index}`);
    await world.clock.advance(60_000);
    await world.runAll();
    expect(begun).toHaveLength(1);
    await world.clock.advance(1_000);
    await done.delay("later");
    await world.runAll();
    expect(begun.slice(1)).toEqual(["later"]);
    await work.delay("k", "not one of them");
  });

  it("are those of a call that says so, whatever the task's track, and of nobody else", async () => {
    const app = createApp({ name: "shop" });
    const begun: string[] = [];
    const held = Promise.withResolvers<void>();
    const task = app.task("t", { track: "none" }, (name: string) => {
      begun.push(name);
      return held.promise;
    });
    const world = testWorld(app, { timeout: "15m" });
    const singleton = { key: (name: string) => name.slice(0, 1), mode: "skip" } as const;
    await task.applyAsync(["a1"], { singleton });
    const running = [world.runOnce()];
    await world.clock.advance(1);
    const second = await task.applyAsync(["a2"], { singleton });
    await task.applyAsync(["b1"], { singleton });
    await task.applyAsync(["a3"]);
    running.push(world.runOnce());
    await world.clock.advance(0);
    held.resolve();
    await Promise.all(running);
    expect(begun.sort()).toEqual(["a1", "a3", "b1"]);
    expect(await second.state()).toBe("REVOKED");
  });

  it("run with their schedule's ticks one at a time too", async () => {
    const { app, world, work, begun, pass, finish, most } = slow({ mode: "skip" });
    app.schedule("s", every("1m"), work, { args: ["k", "tick"] });
    await app.beat.sync();
    await work.delay("k", "by hand");
    await pass(70);
    expect(begun).toEqual(["by hand"]);
    const [run] = await app.beat.lastRuns("s", 1);
    expect(run?.record).toMatchObject({ state: "REVOKED", reason: expect.stringMatching(/^singleton: /) });
    await finish();
    expect(most()).toBe(1);
    expect(world.deadLetters()).toEqual([]);
  });

  it("run again when they are redriven from the dead letters, and are not in their own way", async () => {
    const { world, work, begun, pass, end, finish } = slow({ key: byFirst, mode: "skip" });
    const result = await work.delay("k", "a");
    await pass(1);
    await end("a", new Error("broken"));
    expect(await result.state()).toBe("FAILURE");
    world.redrive();
    await pass(2);
    expect(begun).toEqual(["a", "a"]);
    await finish();
    expect(await result.get()).toBe("a");
  });

  it("are FAILURE with a dead letter where the task makes no key of their arguments", async () => {
    const app = createApp({ name: "shop" });
    const task = app.task("t", { singleton: { key: (name: string) => name.trim(), mode: "skip" } }, (_: string) => 1);
    const world = testWorld(app);
    const result = await app.sendTask(task.taskName, [7]);
    const empty = await app.sendTask(task.taskName, [" "]);
    await world.advance("1h");
    expect(await result.record()).toMatchObject({ state: "FAILURE", error: { code: "INVALID_KEY" } });
    expect(await empty.state()).toBe("FAILURE");
    expect(world.deadLetters()).toHaveLength(2);
  });
});

describe('tasks of which one runs at a time (mode "replace")', () => {
  it("take the place of the one that runs, which is terminated, and never run beside it", async () => {
    const { work, begun, pass, finish, most } = slow({ key: byFirst, mode: "replace" });
    const first = await work.delay("k", "a");
    await pass(10);
    const second = await work.delay("k", "b");
    await pass(20);
    expect(begun).toEqual(["a", "b"]);
    expect(await first.record()).toMatchObject({ state: "REVOKED", reason: `singleton: replaced by ${second.id}` });
    await finish();
    expect(await second.get()).toBe("b");
    expect(most()).toBe(1);
  });

  it("come down to the latest of many that come while one runs, however often each message comes", async () => {
    const { work, begun, pass, finish, most } = slow({ key: byFirst, mode: "replace" }, { deliverTwice: true });
    await work.delay("k", "a");
    await pass(10);
    const names = ["b", "c", "d", "e"];
    const results = [];
    for (const name of names) {
      results.push(await work.delay("k", name));
      await pass(1);
    }
    await pass(120);
    expect(begun.at(-1)).toBe("e");
    await finish();
    expect(most()).toBe(1);
    expect(await Promise.all(results.map((result) => result.state()))).toEqual([
      "REVOKED",
      "REVOKED",
      "REVOKED",
      "SUCCESS",
    ]);
  });

  it("are REVOKED when they come later than one that was sent after them, also when that is over", async () => {
    const { app, world, begun } = slow(undefined);
    const task = app.task("t", { singleton: { mode: "replace" } }, (name: string) => begun.push(name));
    const old = await task.delay("old");
    // A worker takes it, and dies before it has begun: it comes again when its visibility is over.
    await world.adapters.broker.receive({ queue: "default", max: 1, waitSeconds: 0 });
    await world.clock.advance(1_000);
    const late = await task.delay("new");
    await world.runAll();
    expect([begun, await late.state()]).toEqual([["new"], "SUCCESS"]);
    await world.clock.advance(10 * 60_000);
    await world.runAll();
    expect([begun, await old.state()]).toEqual([["new"], "REVOKED"]);
  });
});

describe("two workers on one queue", () => {
  it.each(["skip", "replace"] as const)("never run two of a key at once (%s)", async (mode) => {
    const clock = new FrozenClock();
    const app = createApp({ name: "shop" });
    const adapters = memoryAdapters({ clock, settings: app.settings });
    app.connect(adapters, { clock, logger: silentLogger, random: () => 0.5 });
    let going = 0;
    let most = 0;
    const ran: number[] = [];
    const work = app.task("work", { bind: true, singleton: { key: () => "k", mode } }, async (task, n: number) => {
      most = Math.max(most, ++going);
      await new Promise<void>((resolve) => {
        const timer = clock.after(20_000, resolve);
        task.signal.addEventListener("abort", () => {
          timer.cancel();
          resolve();
        });
      });
      going--;
      ran.push(n);
    });
    const pollers = await Promise.all(
      [1, 2].map(async () => new Poller(await app.worker(), { queues: ["default"], visibility: "30s" })),
    );
    for (const poller of pollers) void poller.run();
    const results = [];
    for (let n = 0; n < 40; n++) {
      results.push(await work.delay(n));
      await clock.advance(1_000);
    }
    for (let second = 0; second < 300; second++) await clock.advance(1_000);
    const states = await Promise.all(results.map((result) => result.state()));
    expect(new Set(states)).toEqual(new Set(["SUCCESS", "REVOKED"]));
    expect(most).toBe(1);
    expect(ran.length).toBeGreaterThan(0);
    // With "skip" the first of each time runs; with "replace" the very last is left.
    expect(states[0]).toBe(mode === "skip" ? "SUCCESS" : "REVOKED");
    if (mode === "replace") expect(states.at(-1)).toBe("SUCCESS");
    const stopped = Promise.all(pollers.map((poller) => poller.stop()));
    await clock.advance(1_000);
    await stopped;
  });
});
