import { createApp } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";

function setup() {
  const app = createApp({ name: "shop" });
  const add = app.task("add", (x: number, y: number) => x + y);
  const world = testWorld(app);
  const put = (body: string) => world.adapters.broker.send({ queue: "default", body });
  const envelope = (parts: object) =>
    JSON.stringify({
      body: "[[1,1],{},{}]",
      "content-type": "application/json",
      "content-encoding": "utf-8",
      headers: { task: "add", id: "some-id" },
      properties: {},
      ...parts,
    });
  return { app, add, world, put, envelope };
}

describe("a message that cannot be run", () => {
  it("goes to the dead letters alone, with its reason; its neighbours run", async () => {
    const { add, world, put, envelope } = setup();
    const before = await add.delay(1, 1);
    await put("this is no message");
    await put(envelope({ body: "{broken" }));
    await put(envelope({ headers: { task: "ad", id: "unknown-task" } }));
    await put(envelope({ "content-type": "application/x-python-serialize" }));
    await put(envelope({ headers: { task: "add", id: "from-the-future", lovage_version: 99 } }));
    const after = await add.delay(2, 2);
    await world.runAll();
    expect(await before.get()).toBe(2);
    expect(await after.get()).toBe(4);
    const reasons = world.deadLetters().map(({ attributes }) => attributes["lovage.reason"]);
    expect(reasons.sort()).toEqual(["UNDECODABLE", "UNDECODABLE", "UNKNOWN_TASK", "UNSUPPORTED", "UNSUPPORTED"]);
    expect(await world.runAll()).toBe(0);
  });

  it("is told about to who waits for its result", async () => {
    const { app, world, put, envelope } = setup();
    await put(envelope({ headers: { task: "ad", id: "unknown-task" } }));
    await world.runAll();
    await expect(app.result("unknown-task").get()).rejects.toMatchObject({
      cause: { code: "UNKNOWN_TASK", message: expect.stringContaining('Did you mean "add"?') },
    });
  });

  it("runs after all when it is redriven to a worker that knows its task", async () => {
    const { app, world, put, envelope } = setup();
    await put(envelope({ headers: { task: "subtract", id: "early" } }));
    await world.runAll();
    expect(await app.result("early").state()).toBe("FAILURE");
    app.task("subtract", (x: number, y: number) => x - y);
    world.redrive();
    await world.advance("1s");
    expect(await app.result("early").get()).toBe(0);
    expect(world.deadLetters()).toEqual([]);
  });

  it("finds no task in what every object has", async () => {
    const { app, world, put, envelope } = setup();
    await put(envelope({ headers: { task: "constructor", id: "c" } }));
    await put(envelope({ headers: { task: "__proto__", id: "p" } }));
    await world.runAll();
    expect(await app.result("c").state()).toBe("FAILURE");
    expect(await app.result("p").state()).toBe("FAILURE");
    expect(world.deadLetters()).toHaveLength(2);
  });
});

describe("what a caller cannot send", () => {
  it.each([
    ["a function", [() => 1, 2]],
    ["a symbol", [Symbol("x"), 2]],
    ["a bigint beyond the codec", [10n ** 5_000n, 2]],
  ])("is refused at the door: %s", async (_what, args) => {
    const { app, world } = setup();
    await expect(app.sendTask("add", args)).rejects.toMatchObject({ code: "NOT_SERIALIZABLE" });
    expect(world.sent()).toEqual([]);
  });

  it("is refused at the door: a circle, more than 1 MiB, a wrong option, a wrong id, a wrong list", async () => {
    const { app, add, world } = setup();
    const circle: unknown[] = [];
    circle.push(circle);
    await expect(app.sendTask("add", circle)).rejects.toMatchObject({ code: "NOT_SERIALIZABLE" });
    await expect(app.sendTask("add", ["x".repeat(1_048_576)])).rejects.toMatchObject({ code: "MESSAGE_TOO_LARGE" });
    await expect(add.applyAsync([1, 1], { countDown: "5m" } as never)).rejects.toThrow('Did you mean "countdown"?');
    await expect(add.applyAsync([1, 1], { taskId: "two words" })).rejects.toMatchObject({ code: "INVALID_TASK_ID" });
    await expect(add.applyAsync(4 as never)).rejects.toMatchObject({ code: "INVALID_OPTION" });
    await expect(add.applyAsync([1, 1], { countdown: "1h", expires: "1m" })).rejects.toMatchObject({
      code: "EXPIRED_BEFORE_SENT",
    });
    expect(world.sent()).toEqual([]);
  });

  it("is refused at the door, all of it, when one of many is wrong", async () => {
    const { add, world } = setup();
    const lists = [
      [1, 1],
      [2, Symbol("x")],
      [3, 3],
    ] as unknown as [number, number][];
    await expect(add.delayMany(lists)).rejects.toMatchObject({ code: "NOT_SERIALIZABLE" });
    expect(world.sent()).toEqual([]);
  });

  it("is refused on a FIFO queue: a delay, or no group", async () => {
    const { add } = setup();
    const queue = "orders.fifo";
    await expect(add.applyAsync([1, 1], { queue })).rejects.toMatchObject({ code: "GROUP_REQUIRED" });
    await expect(add.applyAsync([1, 1], { queue, messageGroupId: "a", countdown: "5s" })).rejects.toMatchObject({
      code: "DELAY_ON_FIFO",
    });
  });
});
