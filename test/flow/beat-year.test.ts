import { at, createApp, cron, crontab, every, nextRuns, type Schedule, solar } from "lovage";
import { testWorld } from "lovage/testing";
import { describe, expect, it } from "vitest";

const start = new Date("2026-01-01T00:00:00Z");
const year = 365 * 86_400_000;

/** One of each kind, and how long it is let run: a year, but for those that run each minute or more often. */
const kinds: Record<string, [Schedule, number]> = {
  "crontab, in UTC": [crontab("30 4 * * 1"), year],
  "crontab, in a zone whose clocks change": [crontab("30 2 * * *", { timezone: "Europe/Oslo" }), year],
  "crontab, in a zone whose clocks change by half an hour": [
    crontab("15 1,2 * * *", { timezone: "Australia/Lord_Howe" }),
    year,
  ],
  "crontab of both days, which is a superset": [crontab("0 12 13 * fri"), year],
  "crontab of both days in a zone": [crontab("0 12 1-7 * mon", { timezone: "America/New_York" }), year],
  "crontab with a start and an end": [
    crontab("0 6 1 * *", { startAt: "2026-03-01T00:00Z", endAt: "2026-09-01T00:00Z" }),
    year,
  ],
  "interval that divides the day": [every("12h"), year],
  "interval that divides none": [every("36h"), year],
  "interval of weeks": [every("14d"), year],
  "one run": [at("2026-12-24T17:00:30Z"), year],
  "the first of many": [every("30d", { once: true, startAt: "2026-02-01T00:00Z" }), year],
  "EventBridge's own cron": [cron("0 18 L * ? *"), year],
  "the third Tuesday, in a zone": [cron("0 9 ? * 3#3 *", { timezone: "Asia/Tokyo" }), year],
  "the sun": [solar("sunset", 59.91, 10.75), year / 4],
  "interval of seconds that divides no minute": [every("7s"), 3_600_000],
  "interval of seconds, beside a start": [every("40s", { startAt: "2026-01-01T00:10:20Z" }), 3_600_000],
  "every minute": [crontab(), 86_400_000],
};

describe("a year of schedules, with every message delivered twice, runs as nextRuns says, each run once", () => {
  it.each(Object.entries(kinds))("%s", async (_, [schedule, span]) => {
    const app = createApp({ name: "shop" });
    const runs: string[] = [];
    const note = app.task("note", { bind: true }, (task) => {
      runs.push(task.tick?.scheduledAt.toISOString() ?? "");
    });
    app.schedule("seed", schedule, note);
    const world = testWorld(app, { start, deliverTwice: true });
    await world.advance(span);
    const expected: string[] = [];
    for (const run of nextRuns(schedule, 9_999, start))
      if (Number(run) <= Number(start) + span) expected.push(run.toISOString());
    expect(expected.length).toBeGreaterThan(0);
    expect(runs).toEqual(expected);
    expect(world.deadLetters()).toEqual([]);
  });

  it("all of them side by side", async () => {
    const app = createApp({ name: "shop" });
    const runs = new Map<string, number>();
    const note = app.task("note", { bind: true }, (task) => {
      const name = task.tick?.schedule ?? "";
      runs.set(name, (runs.get(name) ?? 0) + 1);
    });
    const span = 7 * 86_400_000;
    const slow = Object.entries(kinds).filter(([, [, span]]) => span >= year / 4);
    for (const [name, [schedule]] of slow) app.schedule(name, schedule, note);
    await testWorld(app, { start, deliverTwice: true }).advance(span);
    const expected = slow.flatMap(([name, [schedule]]): [string, number][] => {
      const due = nextRuns(schedule, 99, start).filter((run) => Number(run) <= Number(start) + span).length;
      return due === 0 ? [] : [[name, due]];
    });
    expect([...runs].sort()).toEqual(expected.sort());
  });
});
