import { createApp, crontab, every, nextRuns, type Schedule, solar, type TaskOptions } from "lovage";
import { type TestWorld, testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";

const start = new Date("2026-01-02T03:04:05Z");

function noted(schedule: Schedule, options: TaskOptions & { twice?: boolean } = {}) {
  const { twice: deliverTwice = false, ...taskOptions } = options;
  const app = createApp({ name: "shop" });
  const due: string[] = [];
  const ids: string[] = [];
  const note = app.task("note", { ...taskOptions, bind: true, args: undefined }, (task) => {
    due.push(task.tick?.scheduledAt.toISOString() ?? "");
    ids.push(task.id);
    // What no record could hold is no harm where none is wanted.
    return taskOptions.track === "none" ? () => {} : due.length;
  });
  app.schedule("seed", schedule, note);
  const world = testWorld(app, { start, deliverTwice });
  return { app, world, due, ids, note };
}

/** The bodies of the ticks that a world was sent, as EventBridge sends them. */
function ticksOf(world: TestWorld): string[] {
  const bodies: string[] = [];
  world.adapters.engine.observe((fact) => {
    if (fact.type === "sent" && fact.message.body.includes('"when"')) bodies.push(fact.message.body);
  });
  return bodies;
}

describe("a tick that comes more than once runs once", () => {
  it.each(["full", "final", "none"] as const)("with every message delivered twice, and track %s", async (track) => {
    const { world, due } = noted(crontab("*/15 * * * *"), { track, twice: true });
    await world.advance("1h");
    expect(due.map((time) => time.slice(14, 16))).toEqual(["15", "30", "45", "00"]);
  });

  it("with every message delivered twice, in an interval of seconds", async () => {
    const { world, due } = noted(every("7s"), { track: "none", twice: true });
    await world.advance("5m");
    expect(new Set(due).size).toBe(due.length);
    expect(due.length).toBe(43);
  });

  it("when EventBridge itself sends it again, minutes later", async () => {
    const { world, due } = noted(crontab("*/15 * * * *"));
    const bodies = ticksOf(world);
    await world.advance("30m");
    for (const body of [...bodies]) await world.adapters.broker.send({ queue: "default", body });
    await world.advance("5m");
    expect(due).toHaveLength(2);
  });

  it("when a rule of before a deployment fires beside the one of after it", async () => {
    const { app, world, due, note } = noted(crontab("*/15 * * * *"));
    const bodies = ticksOf(world);
    await world.advance("15m");
    // The same schedule, compiled otherwise: in another service, with other options.
    await app.beat.put("seed", crontab("*/15 * * * *", { endAt: "2030-01-01T00:00Z" }), note, { headers: { v: "2" } });
    await world.advance("15m");
    const [old = ""] = bodies;
    await world.adapters.broker.send({ queue: "default", body: old.replaceAll("03:15:00Z", "03:30:00Z") });
    await world.advance("1m");
    expect(due.map((time) => time.slice(11, 16))).toEqual(["03:15", "03:30"]);
  });

  it("while its run goes on, or is to be tried again", async () => {
    const app = createApp({ name: "shop" });
    let attempts = 0;
    const flaky = app.task("flaky", { retry: { max: 5, delay: "4m", jitter: "none" } }, () => {
      if (++attempts % 2 === 1) throw new Error("again");
    });
    app.schedule("seed", crontab("*/15 * * * *"), flaky);
    const world = testWorld(app, { start, deliverTwice: true });
    await world.advance("30m");
    expect(attempts).toBe(4);
    const [, first] = await app.beat.lastRuns("seed", 2);
    expect(first?.record).toMatchObject({ state: "SUCCESS", attempt: 2 });
  });

  it("and is not the same as the tick of another schedule, or of another app, at that time", async () => {
    const app = createApp({ name: "shop" });
    const ids: string[] = [];
    const note = app.task("note", { bind: true }, (task) => void ids.push(task.id));
    app.schedule("one", every("15m"), note);
    app.schedule("two", every("15m"), note);
    await testWorld(app, { start }).advance("15m");
    const other = createApp({ name: "shop-2" });
    other.schedule(
      "one",
      every("15m"),
      other.task("note", { bind: true }, (task) => void ids.push(task.id)),
    );
    await testWorld(other, { start }).advance("15m");
    expect(new Set(ids).size).toBe(3);
  });

  it("a run that failed for good, redriven from the dead letters, keeps its id", async () => {
    const app = createApp({ name: "shop" });
    const ids: string[] = [];
    let broken = true;
    const note = app.task("note", { bind: true }, (task) => {
      ids.push(task.id);
      if (broken) throw new Error("broken");
    });
    app.schedule("seed", every("1h"), note);
    const world = testWorld(app, { start });
    await world.advance("1h");
    expect(world.deadLetters()).toHaveLength(1);
    broken = false;
    world.redrive();
    await world.advance("5m");
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect((await app.beat.lastRuns("seed", 1))[0]?.record?.state).toBe("SUCCESS");
  });
});

describe("a superset", () => {
  const fridayThe13th = crontab({ hour: 12, minute: 0, dayOfMonth: 13, dayOfWeek: "fri" });

  it("runs only at the ticks that are the schedule's, and the others leave no trace", async () => {
    const { world, due } = noted(fridayThe13th, { twice: true });
    const bodies = ticksOf(world);
    await world.advance("365d");
    expect(due).toEqual(["2026-02-13T12:00:00.000Z", "2026-03-13T12:00:00.000Z", "2026-11-13T12:00:00.000Z"]);
    expect(bodies.length).toBeGreaterThan(due.length);
    expect([...world.adapters.store.records()].every(({ state }) => state === "SUCCESS")).toBe(true);
  });

  it("in a time zone looks at the days of that zone", async () => {
    const { world, due } = noted(
      crontab({ hour: 1, minute: 0, dayOfMonth: 13, dayOfWeek: "fri" }, { timezone: "Asia/Tokyo" }),
    );
    await world.advance("365d");
    expect(due[0]).toBe("2026-02-12T16:00:00.000Z");
    expect(due).toHaveLength(3);
  });

  it("of an interval that divides no day runs in phase with the clock", async () => {
    const { world, due } = noted(every("36h"));
    await world.advance("10d");
    expect(due.map((time) => Date.parse(time) % (36 * 3_600_000))).toEqual(due.map(() => 0));
    expect(due).toHaveLength(7);
  });
});

describe("an interval of seconds", () => {
  it.each(["7s", "45s", "90s"] as const)(
    "every %s is expanded in phase with the clock, each run at its time",
    async (interval) => {
      const app = createApp({ name: "shop" });
      const late: number[] = [];
      const due: number[] = [];
      const note = app.task("note", { bind: true }, (task) => {
        due.push(Number(task.tick?.scheduledAt));
        late.push(world.clock.now() - Number(task.tick?.scheduledAt));
      });
      const schedule = every(interval);
      app.schedule("seed", schedule, note);
      const world = testWorld(app, { start });
      await world.advance("10m");
      expect(new Set(late)).toEqual(new Set([0]));
      const first = Math.ceil(Number(start) / (schedule.seconds * 1_000)) * schedule.seconds * 1_000;
      expect(due).toEqual(due.map((_, index) => first + index * schedule.seconds * 1_000));
      expect(due.length).toBe(Math.floor((Number(start) + 600_000 - first) / (schedule.seconds * 1_000)) + 1);
    },
  );

  it("whose tick is late runs what is overdue at once, and the rest at its time", async () => {
    const { world, due } = noted(every("10s"));
    await world.advance("50s");
    due.length = 0;
    await world.clock.advance(30_000);
    await world.runAll();
    expect(due.map((time) => time.slice(14, 19))).toEqual(["05:00", "05:10", "05:20"]);
    await world.advance("30s");
    expect(due.map((time) => time.slice(14, 19))).toEqual(["05:00", "05:10", "05:20", "05:30", "05:40", "05:50"]);
  });

  it("is sent once more, harmlessly, when the worker dies before it acknowledges the tick", async () => {
    const { world, due } = noted(every("10s"));
    await world.advance("1m");
    const bodies = ticksOf(world);
    await world.advance("1m");
    for (const body of [...bodies]) await world.adapters.broker.send({ queue: "default", body });
    await world.advance("2m");
    expect(new Set(due).size).toBe(due.length);
    expect(due).toHaveLength(24);
  });

  it("follows the sun within its quarter of an hour", async () => {
    const sunset = solar("sunset", 59.91, 10.75);
    const { world, due } = noted(sunset, { twice: true });
    await world.advance("3d");
    expect(due).toEqual(nextRuns(sunset, 3, start).map((run) => run.toISOString()));
  });
});

describe("where nobody fills the time in", () => {
  it.each(["<time>", "<aws.scheduler.scheduled-time>"])(
    "the minute in which %s was sent is the tick's",
    async (placeholder) => {
      const { world, due } = noted(crontab("*/15 * * * *"));
      const bodies = ticksOf(world);
      await world.advance("15m");
      const bare = bodies[0]?.replaceAll("2026-01-02T03:15:00Z", placeholder) ?? "";
      due.length = 0;
      for (const seconds of [3, 42]) {
        await world.clock.advance(60_000 * 2 + seconds * 1_000 - (world.clock.now() % 60_000));
        for (const _ of [1, 2]) await world.adapters.broker.send({ queue: "default", body: bare });
        await world.runAll();
      }
      expect(due).toEqual(["2026-01-02T03:21:00.000Z", "2026-01-02T03:23:00.000Z"]);
    },
  );
});

describe("a tick that cannot be read", () => {
  it("goes to the dead letters alone", async () => {
    const { world, due } = noted(every("10s"));
    const bodies = ticksOf(world);
    await world.advance("1m");
    const [body = ""] = bodies;
    await world.adapters.broker.send({ queue: "default", body: body.replace('"kind":"every"', '"kind":"lunar"') });
    await world.advance("30s");
    expect(world.deadLetters()[0]?.attributes["lovage.reason"]).toBe("UNSUPPORTED");
    expect(due).toHaveLength(9);
  });
});
