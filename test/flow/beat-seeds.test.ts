import { createApp, crontab, every, nextRuns, type Schedule } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";

/** An app whose task notes when each of its runs was due and when it ran, on a clock that begins at a Friday's 03:04:05. */
function noted(schedule: Schedule, args: unknown[] = []) {
  const app = createApp({ name: "seeds" });
  const due: string[] = [];
  const ran: string[] = [];
  const given: unknown[][] = [];
  const note = app.task("note", { bind: true }, (task, ...args: unknown[]) => {
    due.push(task.tick?.scheduledAt.toISOString() ?? "");
    ran.push(new Date(world.clock.now()).toISOString());
    given.push(args);
  });
  app.schedule("seed", schedule, note, { args });
  const start = new Date("2026-01-02T03:04:05Z");
  const world = testWorld(app, { start, deliverTwice: true });
  const times = (n: number) => nextRuns(schedule, n, start).map((run) => run.toISOString());
  return { app, world, due, ran, given, times };
}

describe("the schedules of the seed documents run as written there", () => {
  it("every 10 seconds, with (16, 4)", async () => {
    const { world, due, ran, given, times } = noted(every("10s"), [16, 4]);
    await world.advance("2m");
    expect(due).toEqual(times(12));
    expect(ran).toEqual(due);
    expect(new Set(given.map(String))).toEqual(new Set(["16,4"]));
  });

  it("every 30 seconds, with expiry: what could not begin in ten seconds does not run", async () => {
    const app = createApp({ name: "seeds" });
    const world = testWorld(app, { start: new Date("2026-01-02T03:04:05Z") });
    const ran: string[] = [];
    const say = app.task("say", (word: string) =>
      ran.push(`${word} ${new Date(world.clock.now()).toISOString().slice(14, 19)}`),
    );
    app.schedule("world", every("30s"), say.s("world"), { expires: "10s" });
    await world.advance("1m");
    expect(ran).toEqual(["world 04:30", "world 05:00"]);
    // No worker for five minutes: what waits is too late for all but the last.
    await world.clock.advance(5 * 60_000 + 4_000);
    await world.runAll();
    expect(ran).toEqual(["world 04:30", "world 05:00", "world 10:09"]);
    const [last, before] = await app.beat.lastRuns("world", 2);
    expect([last?.record?.state, before?.record?.state]).toEqual(["SUCCESS", "REVOKED"]);
    await world.advance("1m");
    expect(ran.slice(3)).toEqual(["world 10:30", "world 11:00"]);
  });

  it("every 20 seconds, with (5, 6)", async () => {
    const { world, due, times } = noted(every("20s"), [5, 6]);
    await world.advance("3m");
    expect(due).toEqual(times(9));
  });

  it("Mondays at 07:30", async () => {
    const { world, due, times } = noted(crontab({ hour: 7, minute: 30, dayOfWeek: 1 }), ["Happy Mondays!"]);
    await world.advance("28d");
    expect(due).toEqual(times(4));
    expect(due[0]).toBe("2026-01-05T07:30:00.000Z");
  });

  it("daily at 17:30", async () => {
    const { world, due, times } = noted(crontab({ hour: 17, minute: 30 }));
    await world.advance("14d");
    expect(due).toEqual(times(14));
    expect(due[0]).toBe("2026-01-02T17:30:00.000Z");
  });

  it("Mondays at 04:30", async () => {
    const { world, due, times } = noted(crontab({ hour: 4, minute: 30, dayOfWeek: 1 }));
    await world.advance("28d");
    expect(due).toEqual(times(4));
    expect(due[0]).toBe("2026-01-05T04:30:00.000Z");
  });

  it("the first of each month at 06:00", async () => {
    const { world, due, times } = noted(crontab({ minute: 0, hour: 6, dayOfMonth: 1 }));
    await world.advance("365d");
    expect(due).toEqual(times(12));
    expect(due.at(-1)).toBe("2027-01-01T06:00:00.000Z");
  });

  it("every minute", async () => {
    const { world, due, times } = noted(crontab());
    await world.advance("90m");
    expect(due).toEqual(times(90));
  });

  it('hour="*/3,9-18"', async () => {
    const { world, due, times } = noted(crontab({ minute: 0, hour: "*/3,9-18" }));
    await world.advance("2d");
    expect(due).toEqual(times(28));
    expect(due.slice(0, 14).map((time) => Number(time.slice(11, 13)))).toEqual([
      6, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 21, 0, 3,
    ]);
  });

  it("a schedule and its task in one transaction at run time: both or neither, in effect at once", async () => {
    const app = createApp({ name: "seeds" });
    const world = testWorld(app, { start: new Date("2026-01-02T03:04:05Z") });
    const said: string[] = [];
    const welcome = app.task("welcome", (name: string) => said.push(name));
    await app.beat.put("say welcome", every("10s"), welcome, { args: ["Ada"] });
    await world.advance("30s");
    expect(said).toEqual(["Ada", "Ada", "Ada"]);
    await app.beat.disable("say welcome");
    await world.advance("1m");
    const before = said.length;
    await world.advance("2m");
    expect(said.length).toBe(before);
  });
});
