import { describe, expect, it } from "vitest";
import { createApp } from "../../src/index.ts";
import { memoryAdapters } from "../../src/memory/index.ts";
import { type TestWorldOptions, testWorld } from "../../src/testing.ts";

const DAY = 86_400_000;

/** An app in a world of its own, whose task notes when it ran. */
function aShop(options?: TestWorldOptions) {
  const app = createApp({ name: "shop", resultExpires: "900d" });
  const ran: [id: string, at: number][] = [];
  const now = () => app.runtime.clock.now();
  const remind = app.task("remind", { bind: true }, (task, text: string) => {
    ran.push([text, now()]);
    return task.attempt;
  });
  const world = testWorld(app, options);
  return { app, world, remind, ran, now };
}

/** The same in a world that keeps no messages: no role for Scheduler is configured. */
function aShopWithoutRole() {
  const shop = aShop();
  const { broker, store } = shop.world.adapters;
  shop.app.connect({ broker, store }, { clock: shop.world.clock, logger: shop.app.runtime.logger });
  return shop;
}

describe("a countdown beyond what SQS delays", () => {
  it("runs after two years, to the second", async () => {
    const { remind, ran, now, world } = aShop();
    const due = now() + 730 * DAY + 12_345;
    const result = await remind.applyAsync(["vote"], { countdown: 730 * DAY + 12_345 });
    expect(world.sent("remind")).toHaveLength(1);
    await world.advance("729d");
    expect([await result.state(), ran]).toEqual(["PENDING", []]);
    await world.advance("2d");
    expect(ran.map(([text]) => text)).toEqual(["vote"]);
    expect(ran[0]?.[1]).toBeGreaterThanOrEqual(due);
    expect(ran[0]?.[1]).toBeLessThan(due + 1_000);
    expect([await result.get(), world.sent("remind").length]).toEqual([1, 1]);
  });

  it("is on its queue for a minute before, and no longer", async () => {
    const { remind, world } = aShop();
    const { broker } = world.adapters;
    await remind.applyAsync(["meet"], { countdown: "3h" });
    await world.clock.advance(3 * 3_600_000 - 61_000);
    expect(await broker.depth("default")).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    await world.clock.advance(2_000);
    expect(await broker.depth("default")).toEqual({ visible: 1, inFlight: 0, delayed: 0 });
  });

  it("runs once, though every message comes twice and Scheduler sends twice", async () => {
    const { remind, ran, world } = aShop({ deliverTwice: true });
    const options = { countdown: "5d", taskId: "once" } as const;
    await remind.applyAsync(["pay"], options);
    const [kept] = world.adapters.delays.waiting;
    await world.advance("4d");
    if (kept) await world.adapters.broker.send({ queue: kept.queue, body: kept.body });
    await world.advance("2d");
    expect(ran.map(([text]) => text)).toEqual(["pay"]);
  });

  it.each(["full", "final", "none"] as const)("begins with its first attempt, with track %s", async (track) => {
    const app = createApp({ name: "shop" });
    const attempts: [attempt: number, day: number][] = [];
    const begin = Date.UTC(2026, 0, 1);
    const flaky = app.task("flaky", { bind: true, track, retry: { max: 1, delay: "1s", jitter: "none" } }, (task) => {
      attempts.push([task.attempt, Math.floor((app.runtime.clock.now() - begin) / DAY)]);
      throw new Error("again");
    });
    const world = testWorld(app);
    await flaky.applyAsync([], { countdown: "10d" });
    await world.advance("11d");
    expect(attempts).toEqual([
      [1, 10],
      [2, 10],
    ]);
  });

  it("waits on a FIFO queue too, and keeps its group", async () => {
    const app = createApp({ name: "shop" });
    const ran: number[] = [];
    const ship = app.task("ship", { queue: "orders.fifo" }, () => ran.push(app.runtime.clock.now()));
    const world = testWorld(app);
    const due = world.clock.now() + 3_600_000;
    await ship.applyAsync([], { countdown: "1h", messageGroupId: "customer-1" });
    await world.advance("59m");
    expect(ran).toEqual([]);
    await world.advance("2m");
    expect(ran).toEqual([due]);
  });

  it("is refused on a FIFO queue below two minutes", async () => {
    const app = createApp({ name: "shop" });
    const ship = app.task("ship", { queue: "orders.fifo" }, () => 1);
    testWorld(app);
    const options = { countdown: "119s", messageGroupId: "customer-1" } as const;
    await expect(ship.applyAsync([], options)).rejects.toMatchObject({ code: "DELAY_ON_FIFO" });
  });

  it("is refused when its message is larger than Scheduler takes, before anything is sent", async () => {
    const { app, remind, world } = aShop();
    await expect(remind.applyAsync(["x".repeat(262_144)], { countdown: "1h" })).rejects.toMatchObject({
      code: "DELAYED_TOO_LARGE",
      detail: { task: "remind", limit: 258_048 },
    });
    const large = app.task("large", (text: string) => text.length);
    await expect(large.delayMany([["a"], ["x".repeat(262_144)]], { countdown: "1h" })).rejects.toMatchObject({
      code: "DELAYED_TOO_LARGE",
    });
    expect(world.sent()).toEqual([]);
  });

  it("holds for each message of delayMany", async () => {
    const { remind, ran, world } = aShop();
    const results = await remind.delayMany(
      Array.from({ length: 50 }, (_, n) => [`${n}`] as [string]),
      { countdown: "30d" },
    );
    await world.advance("29d");
    expect(ran).toEqual([]);
    await world.advance("2d");
    expect(ran.map(([text]) => Number(text)).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, n) => n),
    );
    expect(new Set(results.map(({ id }) => id)).size).toBe(50);
  });

  it("names those of delayMany that are not kept", async () => {
    const { app, remind, world } = aShop();
    const { broker, store, delays } = world.adapters;
    let calls = 0;
    const put: typeof delays.put = async (message) => {
      if (++calls === 3) throw new Error("slow down");
      await delays.put(message);
    };
    app.connect({ broker, store, delays: { put, remove: (id) => delays.remove(id) } }, { clock: world.clock });
    const sending = remind.delayMany([["a"], ["b"], ["c"], ["d"]], { countdown: "1d" });
    await expect(sending).rejects.toMatchObject({
      code: "BATCH_PARTLY_SENT",
      detail: { sent: 3, failed: [{ index: 2, problem: "slow down" }] },
    });
    expect(delays.waiting.map(({ body }) => JSON.parse(JSON.parse(body).body)[0])).toEqual([["a"], ["b"], ["d"]]);
  });

  it("throws the first error of delayMany as it is, and then asks no more", async () => {
    const { app, remind, world } = aShop();
    let calls = 0;
    const put = async () => {
      calls++;
      throw new Error("no such role");
    };
    app.connect({ ...world.adapters, delays: { put, remove: async () => false } }, { clock: world.clock });
    await expect(remind.delayMany([["a"], ["b"]], { countdown: "1d" })).rejects.toThrow("no such role");
    expect(calls).toBe(1);
  });
});

describe("a countdown beyond what SQS delays, without a role for Scheduler", () => {
  it("is hidden on its queue until then, to the second", async () => {
    const { remind, ran, now, world } = aShopWithoutRole();
    const due = now() + 12 * DAY + 500;
    await remind.applyAsync(["vote"], { countdown: 12 * DAY + 500 });
    expect((await world.adapters.broker.depth("default")).delayed).toBe(1);
    await world.advance("13d");
    expect(ran).toHaveLength(1);
    expect(ran[0]?.[1]).toBeGreaterThanOrEqual(due);
    expect(ran[0]?.[1]).toBeLessThan(due + 1_000);
  });

  it("is refused beyond 13 days, with what to do", async () => {
    const { remind, world } = aShopWithoutRole();
    await expect(remind.applyAsync(["vote"], { countdown: "14d" })).rejects.toMatchObject({
      code: "DELAY_TOO_LONG",
      message: expect.stringContaining("LOVAGE_SHOP_BEAT_ROLE"),
    });
    expect(world.sent()).toEqual([]);
  });

  it("is refused on a FIFO queue", async () => {
    const app = createApp({ name: "shop" });
    const clock = testWorld(app).clock;
    const { broker, store } = memoryAdapters({ clock });
    app.connect({ broker, store }, { clock });
    const ship = app.task("ship", { queue: "orders.fifo" }, () => 1);
    const options = { countdown: "1h", messageGroupId: "g" } as const;
    await expect(ship.applyAsync([], options)).rejects.toMatchObject({ code: "DELAY_ON_FIFO" });
  });
});
