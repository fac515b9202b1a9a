import { type App, createApp, createProducer } from "lovage";
import { type TestWorld, testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";
import { consumeBatch } from "../../src/consumer/index.ts";
import { Invocation } from "../../src/execution/index.ts";
import { silentLogger } from "../../src/runtime/index.ts";

/** The app of one deployment; the world, with its queues and its table, is that of all of them. */
function setup(define: (app: App) => void = () => {}) {
  const first = createApp({ name: "shop" });
  define(first);
  const world = testWorld(first);
  const deploy = (next: (app: App) => void): App => {
    const app = createApp({ name: "shop" }).connect(world.adapters, { clock: world.clock, logger: silentLogger });
    next(app);
    return app;
  };
  return { first, world, deploy };
}

/** Runs what is visible with the worker of one deployment. */
async function run(world: TestWorld, app: App, queue = "default"): Promise<void> {
  const deliveries = await world.adapters.broker.receive({ queue, max: 10, waitSeconds: 0 });
  const { clock } = world;
  const invocation = new Invocation({ worker: "test", clock, deadline: clock.now() + 60_000 });
  const { acknowledged } = await consumeBatch(deliveries, await app.worker(), invocation);
  await world.adapters.broker.acknowledge(
    queue,
    acknowledged.map(({ receipt }) => receipt),
  );
}

const reasons = (world: TestWorld) => world.deadLetters().map(({ attributes }) => attributes["lovage.reason"]);
const envelope = (headers: object) =>
  JSON.stringify({
    body: "[[1,2],{},{}]",
    "content-type": "application/json",
    "content-encoding": "utf-8",
    headers: { task: "add", id: "one", ...headers },
    properties: {},
  });

describe("a task that a deployment removes", () => {
  it("leaves its messages as dead letters, which run when they are redriven after a rollback", async () => {
    const define = (app: App) => void app.task("report", () => "sent");
    const { first, world, deploy } = setup(define);
    const result = await first.sendTask("report");
    const without = deploy(() => {});
    await run(world, without);
    expect(reasons(world)).toEqual(["UNKNOWN_TASK"]);
    await expect(result.get()).rejects.toMatchObject({ cause: { code: "UNKNOWN_TASK" } });

    const rolledBack = deploy(define);
    world.redrive();
    await world.clock.advance(1_000);
    await run(world, rolledBack);
    expect(await result.get()).toBe("sent");
    expect(reasons(world)).toEqual([]);
  });

  it("loses nothing of one that waits for its retry", async () => {
    let broken = true;
    const define = (app: App) =>
      void app.task("report", { retry: { max: 3, delay: "10s", jitter: "none" } }, () => {
        if (broken) throw new Error("the printer is off");
        return "sent";
      });
    const { first, world, deploy } = setup(define);
    const result = await first.sendTask("report");
    await run(world, first);
    expect(await result.state()).toBe("RETRY");
    await world.clock.advance(10_000);
    await run(
      world,
      deploy(() => {}),
    );
    expect(await result.state()).toBe("FAILURE");

    broken = false;
    world.redrive();
    await world.clock.advance(1_000);
    await run(world, deploy(define));
    expect(await result.get()).toBe("sent");
  });
});

describe("a task that a deployment renames", () => {
  const renamed = (app: App) => void app.task("math.add", { aliases: ["add"] }, (x: number, y: number) => x + y);

  it("runs what is in flight under its old name, and records it under the new one", async () => {
    const { first, world, deploy } = setup((app) => void app.task("add", (x: number, y: number) => x + y));
    const result = await first.sendTask<number>("add", [1, 2]);
    await run(world, deploy(renamed));
    expect(await result.get()).toBe(3);
    expect(await world.adapters.store.read(result.id)).toMatchObject({ task: "math.add", state: "SUCCESS" });
  });

  it("runs what producers of the old deployment go on sending", async () => {
    const { world, deploy } = setup();
    const app = deploy(renamed);
    const old = createProducer({ name: "shop" }).connect(world.adapters, { clock: world.clock });
    const result = await old.sendTask<number>("add", [20, 22]);
    await run(world, app);
    expect(await result.get()).toBe(42);
  });

  it("takes its options along when it is sent by its old name", async () => {
    const { world, deploy } = setup();
    const app = deploy((next) => void next.task("math.add", { aliases: ["add"], queue: "slow" }, () => 1));
    await app.sendTask("add");
    expect(world.sent("add").map(({ queue }) => queue)).toEqual(["slow"]);
  });

  it("goes on with a chain that was sent while its tasks had their old names", async () => {
    const { world, deploy } = setup();
    const next = {
      task: "double",
      args: [],
      kwargs: {},
      options: { task_id: "two" },
      subtask_type: null,
      immutable: false,
    };
    const body = JSON.stringify([[1, 2], {}, { chain: [next] }]);
    await world.adapters.broker.send({ queue: "default", body: JSON.stringify({ ...JSON.parse(envelope({})), body }) });
    const app = deploy((app) => {
      renamed(app);
      app.task("math.double", { aliases: ["double"] }, (x: number) => 2 * x);
    });
    await run(world, app);
    await run(world, app);
    expect(await app.result("two").get()).toBe(6);
  });
});

describe("a task that a deployment moves to another queue", () => {
  it("runs what is left on its old queue, and what is sent to the new one", async () => {
    const { first, world, deploy } = setup((app) => void app.task("report", () => "sent"));
    const before = await first.sendTask("report");
    const app = deploy((next) => void next.task("report", { queue: "reports" }, () => "sent"));
    const after = await app.sendTask("report");
    await run(world, app);
    await run(world, app, "reports");
    expect(await before.get()).toBe("sent");
    expect(await after.get()).toBe("sent");
    expect(await world.adapters.store.read(before.id)).toMatchObject({ queue: "default" });
    expect(await world.adapters.store.read(after.id)).toMatchObject({ queue: "reports" });
  });
});

describe("a message of a later version of Lovage", () => {
  it("is a dead letter with its body untouched, for the worker that can read it", async () => {
    const { first, world } = setup((app) => void app.task("add", (x: number, y: number) => x + y));
    const body = envelope({ lovage_version: 3 });
    await world.adapters.broker.send({ queue: "default", body });
    await run(world, first);
    expect(world.deadLetters()).toMatchObject([
      { body, attributes: { "lovage.reason": "UNSUPPORTED", "lovage.id": "one" } },
    ]);
    await expect(first.result("one").get()).rejects.toMatchObject({ cause: { code: "UNSUPPORTED_VERSION" } });
  });

  it("runs where it says no more than that there is something new", async () => {
    const { first, world } = setup((app) => {
      app.task("add", { bind: true }, (task, x: number, y: number) => [x + y, task.headers.lovage_priority]);
    });
    await world.adapters.broker.send({ queue: "default", body: envelope({ lovage_priority: 9 }) });
    await run(world, first);
    expect(await first.result("one").get()).toEqual([3, 9]);
  });
});
