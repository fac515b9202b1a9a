import { createApp } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";

type Signature = Record<string, unknown>;

const signature = (task: string, args: unknown[], options: object = {}, immutable = false): Signature => ({
  task,
  args,
  kwargs: {},
  options,
  subtask_type: null,
  immutable,
});

function setup() {
  const app = createApp({ name: "shop" });
  app.task("add", (x: number, y: number) => x + y);
  app.task("fail", () => {
    throw new Error("x");
  });
  const told: unknown[] = [];
  app.task("tell", (what: unknown) => {
    told.push(what);
  });
  const world = testWorld(app);
  /** A message as a Celery producer sends it, with what follows it. */
  const put = (headers: object, args: unknown[], embed: object) =>
    world.adapters.broker.send({
      queue: "default",
      body: JSON.stringify({
        body: Buffer.from(JSON.stringify([args, {}, embed])).toString("base64"),
        "content-encoding": "utf-8",
        "content-type": "application/json",
        headers: { lang: "py", ...headers },
        properties: { body_encoding: "base64", delivery_info: { exchange: "", routing_key: "default" } },
      }),
    });
  return { app, world, put, told };
}

describe("a chain of a Celery producer", () => {
  it("goes on with each result before the next arguments, under the ids that its sender fixed", async () => {
    const { app, world, put } = setup();
    const rest = [signature("add", [4, 4], { task_id: "third" }, true), signature("add", [3], { task_id: "second" })];
    await put({ task: "add", id: "first", root_id: "first" }, [1, 2], { chain: rest });
    await world.runAll();
    expect(await app.result("first").get()).toBe(3);
    expect(await app.result("second").get()).toBe(6);
    expect(await app.result("third").get()).toBe(8);
    expect(world.sent().map(({ id, parentId, rootId }) => [id, parentId, rootId])).toEqual([
      ["first", undefined, "first"],
      ["second", "first", "first"],
      ["third", "second", "first"],
    ]);
  });

  it("sends its next task once more, and runs it once, when a finished task is delivered again", async () => {
    const { app, world, put } = setup();
    const chain = [signature("add", [3], { task_id: "second" })];
    await put({ task: "add", id: "first" }, [1, 2], { chain });
    await put({ task: "add", id: "first" }, [1, 2], { chain });
    await world.runAll();
    expect((await app.result("second").record())?.attempt).toBe(1);
    expect(await app.result("second").get()).toBe(6);
  });

  it("stops at a task that fails", async () => {
    const { app, world, put } = setup();
    await put({ task: "fail", id: "first" }, [], { chain: [signature("add", [3], { task_id: "second" })] });
    await world.runAll();
    expect(await app.result("second").state()).toBe("PENDING");
  });
});

describe("callbacks and errbacks", () => {
  it("are told the result, or which task failed", async () => {
    const { world, put, told } = setup();
    const callbacks = [signature("tell", [])];
    const errbacks = [signature("tell", [])];
    await put({ task: "add", id: "good" }, [1, 2], { callbacks, errbacks });
    await put({ task: "fail", id: "bad" }, [], { callbacks, errbacks });
    await world.runAll();
    expect(told).toEqual([3, "bad"]);
  });

  it("run once though they are sent twice: their ids depend on nothing but the task", async () => {
    const { world, put, told } = setup();
    const embed = { callbacks: [signature("tell", [])] };
    await put({ task: "add", id: "good" }, [1, 2], embed);
    await put({ task: "add", id: "good" }, [1, 2], embed);
    await world.runAll();
    expect(told).toEqual([3]);
    const ids = new Set(world.sent("tell").map(({ id }) => id));
    expect(ids.size).toBe(1);
  });
});

describe("what this worker cannot continue", () => {
  it("a chord of a Celery producer, is a dead letter and no silent loss", async () => {
    const { app, world, put } = setup();
    await put({ task: "add", id: "member", group: "g" }, [1, 2], { chord: signature("add", []) });
    await world.runAll();
    await expect(app.result("member").get()).rejects.toMatchObject({ cause: { code: "UNSUPPORTED_CHORD" } });
    expect(world.deadLetters()[0]?.attributes["lovage.reason"]).toBe("UNSUPPORTED");
  });
});

describe("a message of a Celery producer", () => {
  it("passes kwargs as a last object", async () => {
    const { app, world } = setup();
    app.task("greet", (name: string, { title }: { title: string }) => `${title} ${name}`);
    const result = await app.sendTask("greet", ["Ann"], { kwargs: { title: "Dr" } });
    await world.runAll();
    expect(await result.get()).toBe("Dr Ann");
  });

  it("with an eta far ahead waits on the queue, and counts the retries that its sender counted", async () => {
    const { app, world, put } = setup();
    const seen: number[] = [];
    app.task("count", { bind: true, retry: { max: 3, delay: "1s", jitter: "none" } }, (task) => {
      seen.push(task.retries);
      throw new Error("again");
    });
    const eta = new Date(world.clock.now() + 7_200_000).toISOString();
    await put({ task: "count", id: "c", eta, retries: 2 }, [], {});
    await world.advance("119m");
    expect(seen).toEqual([]);
    await world.advance("3m");
    expect(seen).toEqual([2, 3]);
    expect(await app.result("c").state()).toBe("FAILURE");
  });
});

describe("a signature", () => {
  it("is written as Celery writes it", () => {
    const app = createApp({ name: "shop" });
    const add = app.task("add", (x: number, y: number) => x + y);
    expect(JSON.stringify(add.s(4).set({ countdown: "5s", queue: "slow" }))).toBe(
      '{"task":"add","args":[4],"kwargs":{},"options":{"countdown":5,"queue":"slow"},"subtask_type":null,"immutable":false}',
    );
    expect(JSON.parse(JSON.stringify(add.si(2, 2)))).toMatchObject({ args: [2, 2], immutable: true });
  });

  it("is sent with the missing arguments before the bound ones, and later options win", async () => {
    const app = createApp({ name: "shop" });
    const join = app.task("join", (...parts: string[]) => parts.join("-"));
    const world = testWorld(app);
    const later = join.s("c").set({ queue: "a" }).set({ queue: "b" });
    const result = await later.applyAsync(["a", "b"] as never, { shadow: "joined" });
    await world.runAll();
    expect(await result.get()).toBe("a-b-c");
    expect(world.sent()[0]).toMatchObject({ queue: "b", shadow: "joined" });
    expect(() => later.set({ que: "x" } as never)).toThrow('Did you mean "queue"?');
  });
});
