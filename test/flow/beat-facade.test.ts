import { createApp, createProducer, crontab, describeSchedule, every, LovageError, sharedTask } from "lovage";
import { FrozenClock, memoryAdapters, testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { makeEntry, planSchedule } from "../../src/beat/index.ts";
import type { Adapters, Beat } from "../../src/ports/index.ts";

const start = new Date("2026-01-02T03:04:05Z");
const setUp = () => {
  const app = createApp({ name: "shop", routes: { "mail.*": "mail" } });
  const sum: number[] = [];
  const add = app.task("add", (x: number, y: number) => {
    sum.push(x + y);
    return x + y;
  });
  const world = testWorld(app, { start });
  const listed = async () => {
    const found: string[] = [];
    for await (const { name, source, enabled } of app.beat.list())
      found.push(`${name} ${source} ${enabled ? "on" : "off"}`);
    return found.sort();
  };
  /** Puts a schedule as infrastructure code does. */
  const deploy = async (name: string) => {
    const entry = makeEntry(name, every("20m"), { task: "add", args: [1, 1] });
    const plan = planSchedule(entry, { settings: app.settings, source: "cdk", now: world.clock.now() });
    await world.adapters.beat.put(plan);
  };
  return { app, add, sum, world, listed, deploy };
};

describe("app.schedule", () => {
  it("declares, and touches nothing", () => {
    const app = createApp({ name: "shop" });
    const add = app.task("add", (x: number, y: number) => x + y);
    const entry = app.schedule("add-every-10-seconds", every("10s"), add, {
      args: [16, 4],
      expires: "1m",
      overlap: "skip",
    });
    expect(app.schedules).toEqual([entry]);
    expect(JSON.parse(JSON.stringify(entry))).toEqual({
      name: "add-every-10-seconds",
      schedule: { kind: "every", seconds: 10, enabled: true, once: false },
      task: "add",
      args: [16, 4],
      kwargs: {},
      options: { expires: 60_000 },
      overlap: "skip",
    });
  });

  it("takes a task, a signature with its options, a name, and a shared task", () => {
    const app = createApp({ name: "shop" });
    const add = app.task("add", (x: number, y: number) => x + y);
    const shared = sharedTask("clean", () => {});
    const entries = [
      app.schedule("a", every("1m"), add, { args: [1, 2] }),
      app.schedule("b", every("1m"), add.s(1, 2).set({ queue: "slow" }), { headers: { a: 1 } }),
      app.schedule("c", every("1m"), "python.report", { args: [37], kwargs: { month: 1 } }),
      app.schedule("d", every("1m"), shared),
      app.schedule("e", every("1m"), createProducer<{ add: typeof add }>({ name: "shop" }).task("add"), {
        args: [1, 2],
      }),
    ];
    expect(entries.map(({ task, args, options }) => [task, args, options])).toEqual([
      ["add", [1, 2], {}],
      ["add", [1, 2], { queue: "slow", headers: { a: 1 } }],
      ["python.report", [37], {}],
      ["clean", [], {}],
      ["add", [1, 2], {}],
    ]);
  });

  it.each([
    ["a name that is taken", "DUPLICATE_SCHEDULE", "taken", {}],
    ["no name", "INVALID_SCHEDULE_NAME", "", {}],
    ["a name of two lines", "INVALID_SCHEDULE_NAME", "a\nb", {}],
    ["a name with a space at its end", "INVALID_SCHEDULE_NAME", "a ", {}],
    ["a name that is too long", "INVALID_SCHEDULE_NAME", "x".repeat(101), {}],
    ["an option that is misspelt", "UNKNOWN_OPTION", "a", { queu: "mail" }],
    ["an id, which no two runs can share", "UNKNOWN_OPTION", "a", { taskId: "7" }],
    ["an overlap that there is not", "INVALID_OPTION", "a", { overlap: "queue" }],
    ["arguments that are no list", "INVALID_OPTION", "a", { args: 7 }],
    ["an end before its beginning", "EXPIRED_BEFORE_SENT", "a", { countdown: "2m", expires: "1m" }],
  ])("refuses %s", (_, code, name, options) => {
    const app = createApp({ name: "shop" });
    app.schedule("taken", every("1m"), "add");
    expect(() => app.schedule(name, every("1m"), "add", options as never)).toThrow(code);
  });

  it("refuses what is no schedule, and arguments beside a signature", () => {
    const { app, add } = setUp();
    expect(() => app.schedule("a", { kind: "lunar" } as never, add, { args: [1, 2] })).toThrow("INVALID_SCHEDULE");
    expect(() => app.schedule("a", 10 as never, add, { args: [1, 2] })).toThrow("INVALID_SCHEDULE");
    expect(() => app.schedule("a", every("1m"), add.s(1, 2), { args: [3] } as never)).toThrow("INVALID_OPTION");
  });
});

describe("app.beat", () => {
  it("gives back what was put", async () => {
    const { app, add } = setUp();
    const options = {
      args: [16, 4] as [number, number],
      queue: "slow",
      countdown: 1_000,
      expires: 60_000,
      headers: { by: "beat" },
      timeLimit: 5_000,
      kwargs: { a: 1 },
      shadow: "sum",
      overlap: "skip" as const,
    };
    const schedule = crontab("30 4 * * 1", { timezone: "Europe/Oslo", startAt: "2026-03-01T00:00Z" });
    const put = await app.beat.put("sum", schedule, add, options);
    const { args, kwargs, overlap, ...rest } = options;
    expect(put).toEqual({
      name: "sum",
      schedule,
      task: "add",
      args,
      kwargs,
      overlap,
      options: rest,
      source: "runtime",
      enabled: true,
      complete: true,
    });
    expect(await app.beat.get("sum")).toEqual(put);
    expect(describeSchedule(put.schedule)).toBe("at 04:30 on Mondays, Europe/Oslo, from 2026-03-01 00:00 UTC");
  });

  it("sends to the queue of the call, the task, the route or the app, in this order", async () => {
    const { app } = setUp();
    const own = app.task("mail.own", { queue: "own" }, () => {});
    const routed = app.task("mail.routed", () => {});
    const queues = [];
    for (const [name, task, options] of [
      ["a", own, { queue: "call" }],
      ["b", own, {}],
      ["c", routed, {}],
      ["d", "add", {}],
    ] as const) {
      queues.push((await app.beat.put(name, every("1m"), task as string, options)).options.queue);
    }
    expect(queues).toEqual(["call", "own", "mail", "default"]);
  });

  it("changes, disables, enables and removes what it has put", async () => {
    const { app, add, sum, world, listed } = setUp();
    await app.beat.put("adding", every("1m"), add, { args: [1, 1] });
    await app.beat.put("adding", every("1m"), add, { args: [2, 2] });
    await world.advance("1m");
    expect(sum).toEqual([4]);
    await app.beat.disable("adding");
    expect(await listed()).toEqual(["adding runtime off"]);
    await world.advance("5m");
    expect(sum).toEqual([4]);
    await app.beat.enable("adding");
    await world.advance("1m");
    expect(sum).toEqual([4, 4]);
    expect(await app.beat.remove("adding")).toBe(true);
    expect(await app.beat.remove("adding")).toBe(false);
    await world.advance("5m");
    expect(sum).toEqual([4, 4]);
    expect(await listed()).toEqual([]);
  });

  it("says of a name that it does not know that it does not", async () => {
    const { app } = setUp();
    for (const ask of [app.beat.enable("x"), app.beat.disable("x"), app.beat.runNow("x"), app.beat.lastRuns("x")]) {
      await expect(ask).rejects.toMatchObject({ code: "SCHEDULE_NOT_FOUND", detail: { name: "x", app: "shop" } });
    }
    expect(await app.beat.get("x")).toBeUndefined();
  });

  it("lists, runs and reads the schedules of infrastructure code, and changes none of them", async () => {
    const { app, add, sum, world, listed, deploy } = setUp();
    await deploy("deployed");
    expect(await listed()).toEqual(["deployed cdk on"]);
    const changes = [
      app.beat.put("deployed", every("1m"), add, { args: [2, 2] }),
      app.beat.enable("deployed"),
      app.beat.disable("deployed"),
      app.beat.remove("deployed"),
    ];
    for (const change of changes) await expect(change).rejects.toMatchObject({ code: "SCHEDULE_PROTECTED" });
    await app.beat.runNow("deployed");
    await world.advance("20m");
    expect(sum).toEqual([2, 2]);
    expect(await app.beat.lastRuns("deployed", 1)).toMatchObject([{ record: { state: "SUCCESS" } }]);
    expect(await listed()).toEqual(["deployed cdk on"]);
  });

  it("runs one now, beside those that are due, also when it is disabled", async () => {
    const { app, add, sum, world } = setUp();
    await app.beat.put("adding", every("1h", { enabled: false }), add, { args: [16, 4], headers: { by: "beat" } });
    const result = await app.beat.runNow("adding");
    await world.runAll();
    expect(await result.get()).toBe(20);
    expect(sum).toEqual([20]);
    expect(world.sent("add")[0]).toMatchObject({ headers: { by: "beat" }, hops: 0 });
  });

  it("holds the arguments against the task's schema before anything is made", async () => {
    const { app, listed } = setUp();
    const strict = app.task("strict", { args: z.tuple([z.number().min(1)]) }, (n) => n);
    await expect(app.beat.put("bad", every("1m"), strict, { args: [0] })).rejects.toMatchObject({
      code: "INVALID_ARGUMENTS",
    });
    expect(await listed()).toEqual([]);
  });

  it.each([
    ["that is over", "INVALID_SCHEDULE", every("1m", { endAt: "2020-01-01T00:00Z" }), {}],
    [
      "of seconds on a FIFO queue, which knows no delays",
      "DELAY_ON_FIFO",
      every("10s"),
      { queue: "a.fifo", messageGroupId: "g" },
    ],
    ["on a FIFO queue without a group", "GROUP_REQUIRED", every("1m"), { queue: "a.fifo" }],
    ["with arguments that are no JSON", "NOT_SERIALIZABLE", every("1m"), { args: [() => {}] }],
    ["with more than EventBridge can hold", "SCHEDULE_TOO_LARGE", every("1m"), { args: ["x".repeat(200_000)] }],
  ])("refuses a schedule %s", async (_, code, schedule, options) => {
    const { app, listed } = setUp();
    await expect(app.beat.put("bad", schedule, "add", options as never)).rejects.toMatchObject({ code });
    expect(await listed()).toEqual([]);
  });

  it("may be used by a task, whose child the schedule's runs are not", async () => {
    const { app, add, world } = setUp();
    const plan = app.task("plan", async () => {
      await app.beat.put("later", every("10s"), add, { args: [1, 2] });
    });
    await plan.delay();
    await world.advance("30s");
    const runs = world.sent("add");
    expect(runs.length).toBeGreaterThan(2);
    expect(runs.filter(({ parentId, hops }) => parentId !== undefined || hops > 0)).toEqual([]);
  });

  it("says that adapters without a beat keep no schedules", async () => {
    const app = createApp({ name: "shop" });
    const { broker, store } = memoryAdapters({ clock: new FrozenClock() });
    app.connect({ broker, store } satisfies Adapters);
    await expect(app.beat.get("x")).rejects.toMatchObject({ code: "NO_BEAT", detail: { app: "shop" } });
  });

  it("takes Scheduler where there is no room for another rule", async () => {
    const { app, add, world } = setUp();
    const { beat } = world.adapters;
    const targets: string[] = [];
    const full: Beat = {
      put: async (plan) => {
        targets.push(plan.compiled.target);
        if (plan.compiled.target === "rule") throw new LovageError("RULE_LIMIT_REACHED", { name: plan.name });
        await beat.put(plan);
      },
      get: (name) => beat.get(name),
      list: () => beat.list(),
      enable: (name) => beat.enable(name),
      disable: (name) => beat.disable(name),
      remove: (name) => beat.remove(name),
    };
    app.connect({ ...world.adapters, beat: full }, { clock: world.clock });
    await app.beat.put("adding", every("20m"), add, { args: [1, 1] });
    expect(targets).toEqual(["rule", "scheduler"]);
    expect(await app.beat.get("adding")).toMatchObject({ schedule: every("20m"), enabled: true });
  });
});

describe("app.beat.sync", () => {
  it("puts what is declared, and removes what no longer is, and nothing else", async () => {
    const { app, add, world, listed, deploy } = setUp();
    app.schedule("kept", every("1m"), add, { args: [1, 1] });
    app.schedule("dropped", every("1m"), add, { args: [1, 1] });
    await app.beat.put("by hand", every("1m"), add, { args: [1, 1] });
    await deploy("deployed");
    const names = ["kept", "dropped"];
    expect(await app.beat.sync()).toEqual({
      put: names,
      added: names,
      changed: [],
      removed: [],
      deployed: [],
      over: [],
    });
    expect(await app.beat.sync()).toMatchObject({ put: names, added: [], changed: [] });

    const next = createApp({ name: "shop" });
    next.connect(world.adapters, { clock: world.clock });
    next.schedule("kept", every("2m"), "add", { args: [1, 1] });
    next.schedule("deployed", every("1m"), "add", { args: [1, 1] });
    next.schedule("over", every("1m", { endAt: "2020-01-01T00:00Z" }), "add", { args: [1, 1] });
    const expected = {
      put: ["kept"],
      added: [],
      changed: ["kept"],
      removed: ["dropped"],
      deployed: ["deployed"],
      over: ["over"],
    };
    const before = await listed();
    expect(await next.beat.sync({ dryRun: true })).toEqual(expected);
    expect(await listed()).toEqual(before);
    expect(await next.beat.sync()).toEqual(expected);
    expect(await listed()).toEqual(["by hand runtime on", "deployed cdk on", "kept code on"]);
    expect(await app.beat.get("kept")).toMatchObject({ schedule: { seconds: 120 } });
  });

  it("leaves disabled what somebody has disabled, until the code says otherwise", async () => {
    const { app, add, world, listed } = setUp();
    app.schedule("noisy", every("1m"), add, { args: [1, 1] });
    await app.beat.sync();
    await app.beat.disable("noisy");
    await app.beat.sync();
    expect(await listed()).toEqual(["noisy code off"]);
    const deploy = async (enabled: boolean) => {
      const next = createApp({ name: "shop" }).connect(world.adapters, { clock: world.clock });
      next.schedule("noisy", every("2m", { enabled }), "add", { args: [1, 1] });
      await next.beat.sync();
      return listed();
    };
    expect(await deploy(true)).toEqual(["noisy code off"]);
    expect(await deploy(false)).toEqual(["noisy code off"]);
    expect(await deploy(true)).toEqual(["noisy code on"]);
  });

  it("refuses a schedule that is to run once from whenever it is deployed: each deployment would run it again", async () => {
    const { app, add } = setUp();
    app.schedule("once", every("1h", { once: true }), add, { args: [1, 1] });
    await expect(app.beat.sync()).rejects.toMatchObject({ code: "INVALID_SCHEDULE" });
  });
});
