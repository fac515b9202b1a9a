import { createApp, every, type Overlap, type RetryOptions } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";

/** A task every minute on a schedule, whose runs end when they are told to. */
function slow(overlap: Overlap, retry: RetryOptions = {}) {
  const app = createApp({ name: "shop" });
  const begun: string[] = [];
  let going = 0;
  let most = 0;
  const endings: ((failed?: Error) => void)[] = [];
  const work = app.task("work", { bind: true, retry }, async (task) => {
    begun.push(task.tick?.scheduledAt.toISOString().slice(11, 16) ?? "");
    most = Math.max(most, ++going);
    try {
      await new Promise<void>((resolve, reject) => {
        endings.push((failed) => (failed ? reject(failed) : resolve()));
        task.signal.addEventListener("abort", () => reject(task.signal.reason));
      });
    } finally {
      going--;
    }
  });
  app.schedule("seed", every("1m"), work, { overlap });
  const world = testWorld(app, { timeout: "15m" });
  return { app, world, begun, endings, most: () => most };
}

/** Moves the clock a minute at a time, each time beginning whatever has come, and not waiting for it to end. */
async function pass(world: ReturnType<typeof slow>["world"], minutes: number, running: Promise<unknown>[]) {
  for (let minute = 0; minute < minutes; minute++) {
    await world.clock.advance(60_000);
    running.push(world.runOnce());
    await world.clock.advance(0);
  }
}

/** The same, a second at a time. */
async function passSeconds(world: ReturnType<typeof slow>["world"], seconds: number, running: Promise<unknown>[]) {
  for (let second = 0; second < seconds; second++) {
    await world.clock.advance(1_000);
    running.push(world.runOnce());
    await world.clock.advance(0);
  }
}

/** The states of a schedule's last runs, the latest last. */
async function statesOf(app: ReturnType<typeof slow>["app"], n: number) {
  return (await app.beat.lastRuns("seed", n)).map(({ record }) => record?.state).reverse();
}

describe("runs that are due while the one before is not over", () => {
  it('run all the same with overlap "allow"', async () => {
    const { app, world, begun, endings, most } = slow("allow");
    await app.beat.sync();
    const running: Promise<unknown>[] = [];
    await pass(world, 3, running);
    expect(begun).toEqual(["00:01", "00:02", "00:03"]);
    expect(most()).toBe(3);
    for (const end of endings) end();
    await Promise.all(running);
  });

  it('are left out with overlap "skip", and say so; the first after its end runs', async () => {
    const { app, world, begun, endings, most } = slow("skip");
    await app.beat.sync();
    const running: Promise<unknown>[] = [];
    await pass(world, 4, running);
    expect(begun).toEqual(["00:01"]);
    endings[0]?.();
    await pass(world, 2, running);
    expect(begun).toEqual(["00:01", "00:05"]);
    endings[1]?.();
    await Promise.all(running);
    await pass(world, 1, running);
    expect(begun).toEqual(["00:01", "00:05", "00:07"]);
    endings[2]?.();
    await Promise.all(running);
    expect(most()).toBe(1);
    const runs = (await app.beat.lastRuns("seed", 7)).reverse();
    expect(runs.map(({ record }) => record?.state)).toEqual([
      "SUCCESS",
      "REVOKED",
      "REVOKED",
      "REVOKED",
      "SUCCESS",
      "REVOKED",
      "SUCCESS",
    ]);
    expect(runs[1]?.record).toMatchObject({ reason: `overlap: the run ${runs[0]?.id} of the schedule is not over` });
  });

  it("are left out while the one before waits for its retry", async () => {
    const { app, world, begun, endings } = slow("skip", { max: 1, delay: "90s", jitter: "none" });
    await app.beat.sync();
    const running: Promise<unknown>[] = [];
    await pass(world, 1, running);
    endings[0]?.(new Error("again"));
    await pass(world, 1, running);
    expect(begun).toEqual(["00:01"]);
    // The retry is of the same run, so it is let through; the third minute's run is not.
    await world.clock.advance(30_000);
    running.push(world.runOnce());
    await world.clock.advance(0);
    expect(begun).toEqual(["00:01", "00:01"]);
    await pass(world, 1, running);
    expect(begun).toEqual(["00:01", "00:01"]);
    endings[1]?.();
    await pass(world, 1, running);
    expect(begun).toEqual(["00:01", "00:01", "00:04"]);
    endings[2]?.();
    await Promise.all(running);
  });

  it("are left out of one batch after a time without workers, but for one", async () => {
    const { app, world, begun, endings, most } = slow("skip");
    await app.beat.sync();
    await world.clock.advance(8 * 60_000);
    const running = world.runOnce();
    await world.clock.advance(0);
    expect(begun).toHaveLength(1);
    endings[0]?.();
    await running;
    expect(most()).toBe(1);
    const states = (await app.beat.lastRuns("seed", 8)).map(({ record }) => record?.state).sort();
    expect(states).toEqual([...Array(7).fill("REVOKED"), "SUCCESS"]);
  });

  it("run again when the one before has been lost for more than an hour", async () => {
    const { app, world, begun } = slow("skip", { max: 3, delay: "1m", jitter: "none" });
    await app.beat.sync();
    const running: Promise<unknown>[] = [];
    await pass(world, 1, running);
    // Its worker is gone without a word, and so is its message: somebody purged the queue.
    const { engine } = world.adapters;
    for (const queue of engine.queues) queue.purge();
    await pass(world, 74, running);
    expect(new Set(begun)).toEqual(new Set(["00:01"]));
    await pass(world, 3, running);
    expect(begun.at(-1)).toBe("01:16");
  });

  it('take the place of the one before with overlap "replace", which is ended, and never run beside it', async () => {
    const { app, world, begun, endings, most } = slow("replace");
    await app.beat.sync();
    const running: Promise<unknown>[] = [];
    await passSeconds(world, 60, running);
    expect(begun).toEqual(["00:01"]);
    await passSeconds(world, 60, running);
    expect([begun, await statesOf(app, 2)]).toEqual([["00:01"], ["STARTED", "RETRY"]]);
    // Within two heartbeats it is told to end, and the next one begins when its message is there again.
    await passSeconds(world, 15, running);
    expect([begun, await statesOf(app, 2)]).toEqual([
      ["00:01", "00:02"],
      ["REVOKED", "STARTED"],
    ]);
    await passSeconds(world, 60, running);
    endings.at(-1)?.();
    await Promise.all(running);
    expect([begun, await statesOf(app, 3)]).toEqual([
      ["00:01", "00:02", "00:03"],
      ["REVOKED", "REVOKED", "SUCCESS"],
    ]);
    expect(most()).toBe(1);
    const runs = (await app.beat.lastRuns("seed", 3)).reverse();
    expect(runs[0]?.record).toMatchObject({ reason: `overlap: replaced by the run ${runs[1]?.id} of the schedule` });
  });

  it("take the place of one that waits for its retry at once", async () => {
    const { app, world, begun, endings } = slow("replace", { max: 1, delay: "90s", jitter: "none" });
    await app.beat.sync();
    const running: Promise<unknown>[] = [];
    await pass(world, 1, running);
    endings[0]?.(new Error("again"));
    await pass(world, 1, running);
    expect(begun).toEqual(["00:01", "00:02"]);
    const [, before] = await app.beat.lastRuns("seed", 2);
    expect(before?.record).toMatchObject({ state: "REVOKED", attempt: 1, failures: 1 });
    endings[1]?.();
    await Promise.all(running);
  });

  it("of a batch after a time without workers come down to the last one, which no earlier one replaces", async () => {
    const { app, world, begun, endings, most } = slow("replace");
    await app.beat.sync();
    await world.clock.advance(8 * 60_000);
    const running: Promise<unknown>[] = [];
    await passSeconds(world, 20, running);
    expect(begun).toEqual(["00:01", "00:08"]);
    endings.at(-1)?.();
    await Promise.all(running);
    expect(most()).toBe(1);
    expect(await statesOf(app, 8)).toEqual([...Array(7).fill("REVOKED"), "SUCCESS"]);
  });

  it("wait in vain for no worker that is lost: when its lease is over, its run is", async () => {
    const { app, world, begun, endings } = slow("replace");
    await app.beat.sync();
    await world.clock.advance(60_000);
    // A worker takes the first run, and dies.
    const { store } = world.adapters;
    const [first] = await app.beat.lastRuns("seed", 1);
    const now = world.clock.now();
    const place = { id: "lovage-overlap:shop/seed", owner: `${first?.id} ${now}`, leaseUntil: now + 9e9 };
    const claim = { task: "work", queue: "default", now, expiresAt: now };
    await store.claim({ ...claim, id: first?.id ?? "", owner: "the dead", leaseUntil: now + 150_000 });
    await store.claim({ ...claim, ...place });
    const [queue] = world.adapters.engine.queues;
    queue?.purge();
    const running: Promise<unknown>[] = [];
    for (let seconds = 0; seconds < 300 && begun.length === 0; seconds += 5) {
      await world.clock.advance(5_000);
      running.push(world.runOnce());
      await world.clock.advance(0);
    }
    expect(begun).toHaveLength(1);
    expect(world.clock.now()).toBeGreaterThan(now + 150_000);
    expect((await store.read(first?.id ?? ""))?.state).toBe("REVOKED");
    endings[0]?.();
    await Promise.all(running);
  });

  it("of another schedule of the same task run all the same", async () => {
    const { app, world, begun, endings } = slow("skip");
    app.schedule("other", every("1m"), "work", { overlap: "skip" });
    await app.beat.sync();
    const running: Promise<unknown>[] = [];
    await pass(world, 2, running);
    expect(begun).toEqual(["00:01", "00:01"]);
    for (const end of endings) end();
    await Promise.all(running);
  });

  it("are not kept from running by a failure, however often the tick comes", async () => {
    const app = createApp({ name: "shop" });
    let runs = 0;
    const fails = app.task("fails", () => {
      runs++;
      throw new Error("always");
    });
    app.schedule("seed", every("1m"), fails, { overlap: "skip" });
    const world = testWorld(app, { deliverTwice: true });
    await world.advance("10m");
    expect(runs).toBe(10);
  });
});
