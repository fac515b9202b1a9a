import { createApp, createProducer, LovageError, sharedTask } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";

function setup() {
  const app = createApp({ name: "shop" });
  const add = app.task("add", (x: number, y: number) => x + y);
  return { app, add, world: testWorld(app) };
}

describe("a task that is sent", () => {
  it("is PENDING until a worker has run it, and then gives its result", async () => {
    const { add, world } = setup();
    const result = await add.delay(4, 4);
    expect(await result.state()).toBe("PENDING");
    expect(await result.ready()).toBe(false);
    expect(await world.runAll()).toBe(1);
    expect(await result.state()).toBe("SUCCESS");
    expect(await result.ready()).toBe(true);
    expect(await result.successful()).toBe(true);
    expect(await result.result()).toBe(8);
    expect(await result.get({ timeout: "1s" })).toBe(8);
  });

  it("is waited for: get resolves when the worker is done", async () => {
    const { add, world } = setup();
    const result = await add.delay(2, 3);
    const got = result.get({ timeout: "10s" });
    await world.advance("1s");
    expect(await got).toBe(5);
  });

  it("makes get give up after its timeout, and at once when its signal is aborted", async () => {
    const { add, world } = setup();
    const result = await add.delay(2, 3);
    const late = result.get({ timeout: "5s" }).catch((error: unknown) => error);
    await world.clock.advance(5_000);
    expect(await late).toMatchObject({ code: "RESULT_TIMEOUT", detail: { state: "PENDING", timeout: 5_000 } });
    await expect(result.get({ signal: AbortSignal.abort(new Error("closed")) })).rejects.toThrow("closed");
  });

  it("runs in process when it is called", () => {
    const { add } = setup();
    expect(add(4, 4)).toBe(8);
  });

  it("is not run twice when its message is delivered twice", async () => {
    const app = createApp({ name: "shop" });
    let runs = 0;
    const count = app.task("count", () => ++runs);
    const world = testWorld(app);
    await count.applyAsync([], { taskId: "the-same" });
    await count.applyAsync([], { taskId: "the-same" });
    await world.runAll();
    expect(runs).toBe(1);
    expect(await app.result("the-same").get()).toBe(1);
  });

  it("can be forgotten", async () => {
    const { add, world } = setup();
    const result = await add.delay(1, 1);
    await world.runAll();
    await result.forget();
    expect(await result.state()).toBe("PENDING");
  });

  it("is gone for readers when its time is over", async () => {
    const app = createApp({ name: "shop", resultExpires: "1h" });
    const add = app.task("add", (x: number, y: number) => x + y);
    const world = testWorld(app);
    const result = await add.delay(1, 1);
    await world.runAll();
    expect(await result.state()).toBe("SUCCESS");
    await world.clock.advance(3_601_000);
    expect(await result.state()).toBe("PENDING");
  });
});

describe("many tasks", () => {
  it("are sent ten to a batch, and each has its own result", async () => {
    const { add, world } = setup();
    const results = await add.delayMany(Array.from({ length: 25 }, (_, n) => [n, n] as [number, number]));
    await world.runAll();
    expect(await Promise.all(results.map((result) => result.get()))).toEqual(
      Array.from({ length: 25 }, (_, n) => 2 * n),
    );
    expect(world.sent("add")).toHaveLength(25);
  });
});

describe("when it runs", () => {
  it("is not before its countdown or eta", async () => {
    const { add, world } = setup();
    const soon = await add.applyAsync([1, 1], { countdown: "5m" });
    const tomorrow = await add.applyAsync([2, 2], { eta: new Date(world.clock.now() + 86_400_000) });
    await world.advance("299s");
    expect(await soon.state()).toBe("PENDING");
    await world.advance("2s");
    expect(await soon.get()).toBe(2);
    await world.clock.advance(86_000_000);
    await world.runAll();
    expect(await tomorrow.state()).toBe("PENDING");
    await world.advance("110s");
    expect(await tomorrow.get()).toBe(4);
  });

  it("is not after it expired: it is REVOKED instead", async () => {
    const { add, world } = setup();
    const result = await add.applyAsync([1, 1], { expires: "1m" });
    await world.clock.advance(61_000);
    await world.runAll();
    expect(await result.state()).toBe("REVOKED");
    await expect(result.get()).rejects.toMatchObject({ code: "TASK_REVOKED", detail: { reason: "expired" } });
  });

  it("is on the queue that the call, the task or a route names", async () => {
    const app = createApp({ name: "shop", routes: { "mail.*": "mail" } });
    const plain = app.task("plain", () => 1);
    const mail = app.task("mail.welcome", () => 1);
    const slow = app.task("slow", { queue: "slow" }, () => 1);
    const world = testWorld(app);
    await plain.delay();
    await mail.delay();
    await slow.delay();
    await slow.applyAsync([], { queue: "special" });
    expect(world.sent().map(({ queue }) => queue)).toEqual(["default", "mail", "slow", "special"]);
    expect(await world.runAll()).toBe(4);
  });
});

describe("a task that sends tasks", () => {
  it("is their parent, and the first of them the root of all", async () => {
    const app = createApp({ name: "shop" });
    const leaf = app.task("leaf", { bind: true }, (task) => ({ parent: task.parentId, root: task.rootId }));
    const middle = app.task("middle", async () => (await leaf.delay()).id);
    const top = app.task("top", async () => (await middle.delay()).id);
    const world = testWorld(app);
    const topResult = await top.delay();
    await world.runAll();
    const middleId = await topResult.get();
    const leafId = await app.result<string>(middleId).get();
    expect(await app.result(leafId).get()).toEqual({ parent: middleId, root: topResult.id });
  });

  it("is stopped when it sends itself for ever", async () => {
    const app = createApp({ name: "shop", maxHops: 5 });
    let runs = 0;
    const again: { delay(): Promise<unknown> } = app.task("again", async () => {
      runs++;
      await again.delay();
    });
    const world = testWorld(app);
    await again.delay();
    await world.runAll();
    expect(runs).toBe(6);
    expect(world.deadLetters()).toHaveLength(1);
    expect(world.deadLetters()[0]?.attributes["lovage.error"]).toContain("TOO_MANY_HOPS");
  });
});

describe("several modules", () => {
  it("share one app, and shared tasks join the app that includes them", async () => {
    const mail = { welcome: sharedTask("mail.welcome", (to: string) => `welcome ${to}`) };
    await expect(mail.welcome.delay("ann")).rejects.toMatchObject({ code: "NO_APP" });
    expect(mail.welcome("ann")).toBe("welcome ann");
    const app = createApp({ name: "shop" }).include(mail);
    const world = testWorld(app);
    const result = await mail.welcome.delay("ann");
    await world.runAll();
    expect(await result.get()).toBe("welcome ann");
  });

  it("can be renamed: an alias runs what is still in flight under the old name", async () => {
    const app = createApp({ name: "shop" });
    app.task("math.add", { aliases: ["add"] }, (x: number, y: number) => x + y);
    const world = testWorld(app);
    const result = await app.sendTask<number>("add", [1, 2]);
    await world.runAll();
    expect(await result.get()).toBe(3);
    expect(() => app.task("add", () => 1)).toThrow("DUPLICATE_TASK");
  });
});

describe("a producer without handlers", () => {
  it("sends by the types alone", async () => {
    const { app, add, world } = setup();
    const shop = createProducer<{ add: typeof add }>({ name: "shop" }).connect(world.adapters, { clock: world.clock });
    const result = await shop.task("add").delay(20, 22);
    await world.runAll();
    expect(await result.get()).toBe(42);
    expect(await app.result(result.id).get()).toBe(42);
  });
});

describe("a schema", () => {
  it("refuses at the caller, and gives the handler what it makes of the arguments", async () => {
    const app = createApp({ name: "shop" });
    const price = app.task("price", { args: z.tuple([z.coerce.number().positive()]) }, (amount) => amount * 2);
    const world = testWorld(app);
    await expect(price.delay(-1)).rejects.toMatchObject({ code: "INVALID_ARGUMENTS" });
    expect(world.sent()).toHaveLength(0);
    const result = await price.delay("21");
    await world.runAll();
    expect(await result.get()).toBe(42);
    expect(price("4")).toBe(8);
  });

  it("refuses at the worker what another producer sent, without trying again", async () => {
    const app = createApp({ name: "shop" });
    app.task("price", { args: z.tuple([z.number()]), retry: 5 }, (amount) => amount);
    const world = testWorld(app);
    const other = createApp({ name: "shop" }).connect(world.adapters, { clock: world.clock });
    const result = await other.sendTask("price", ["much"]);
    await world.runAll();
    expect(await result.state()).toBe("FAILURE");
    const error = await result.get().catch((thrown: unknown) => thrown);
    expect(LovageError.is(error, "TASK_FAILED")).toBe(true);
    expect((error as Error).cause).toMatchObject({ code: "INVALID_ARGUMENTS" });
    expect(world.deadLetters()).toHaveLength(1);
  });
});
