import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  at,
  compileSchedule,
  cron,
  crontab,
  every,
  nextRuns,
  runsAfter,
  type Schedule,
  solar,
  ticksWithin,
} from "../../../src/schedule/index.ts";
import { deployedRuns } from "./deployed-runs.ts";

const JANUARY = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function expectedRuns(schedule: Schedule, from: number, until: number): number[] {
  const runs: number[] = [];
  for (const run of runsAfter(schedule, new Date(from - 1))) {
    if (run.getTime() >= until) break;
    runs.push(run.getTime());
  }
  return runs;
}

function expressions(schedule: Schedule): readonly string[] {
  const compiled = compileSchedule(schedule);
  return compiled.target === "rule" ? compiled.expressions : [compiled.expression];
}

describe("a crontab in EventBridge's grammar", () => {
  it.each([
    ["* * * * *", ["cron(* * * * ? *)"]],
    ["*/15 * * * *", ["cron(0/15 * * * ? *)"]],
    ["*/7 */5 * * *", ["cron(0/7 0/5 * * ? *)"]],
    ["5-59/15 8-18 * * mon-fri", ["cron(5/15 8-18 ? * 2-6 *)"]],
    ["0,30 22-2 */10 nov-feb *", ["cron(0,30 0-2,22,23 1/10 1,2,11,12 ? *)"]],
    ["0 0 * * fri-mon", ["cron(0 0 ? * 1,2,6,7 *)"]],
    ["0 0 1-31 * *", ["cron(0 0 * * ? *)"]],
    ["0 9 8-14 * tue", ["cron(0 9 ? * 3#2 *)"]],
    [
      "0 9 1-7,29-31 * sun,mon",
      ["cron(0 9 ? * 1#1 *)", "cron(0 9 ? * 2#1 *)", "cron(0 9 ? * 1#5 *)", "cron(0 9 ? * 2#5 *)"],
    ],
  ])("%s is exact", (text, expected) => {
    expect(compileSchedule(crontab(text))).toEqual({ target: "rule", expressions: expected, guard: false });
  });

  it.each([
    ["0 0 13 * fri", "cron(0 0 13 * ? *)"],
    ["0 0 2-30 * mon", "cron(0 0 ? * 2 *)"],
    ["0 0 1-14 * mon-fri", "cron(0 0 1-14 * ? *)"],
  ])("%s is a superset, by the field that has fewer days, and a guard", (text, expected) => {
    expect(compileSchedule(crontab(text))).toEqual({ target: "rule", expressions: [expected], guard: true });
  });

  it("stays one Scheduler schedule in a time zone, where it would be split as rules", () => {
    const timezone = "Europe/Oslo";
    expect(compileSchedule(crontab("0 9 1-7 * mon,tue", { timezone }))).toMatchObject({
      target: "scheduler",
      expression: "cron(0 9 1-7 * ? *)",
      guard: true,
    });
    expect(compileSchedule(crontab("0 9 1-7 * mon", { timezone }))).toMatchObject({
      expression: "cron(0 9 ? * 2#1 *)",
      guard: false,
    });
  });

  it("never exceeds EventBridge's 256 characters", () => {
    const subset = (least: number, greatest: number) =>
      fc.uniqueArray(fc.integer({ min: least, max: greatest }), { minLength: 1 });
    fc.assert(
      fc.property(subset(0, 59), subset(0, 23), subset(1, 28), subset(1, 12), subset(0, 6), (...sets) => {
        const [minute, hour, dayOfMonth, monthOfYear, dayOfWeek] = sets;
        const all = expressions(crontab({ minute, hour, dayOfMonth, monthOfYear, dayOfWeek }));
        return all.every((expression) => expression.length <= 256);
      }),
    );
    // The longest: no value has a neighbour, and no increment reaches over them all.
    const sparse = crontab({
      minute: "0,2,4,7,9,11,13,15,17,19,21,23,25,27,29,31,33,35,37,39,41,43,45,47,49,51,53,55,57,59",
      hour: "0,2,4,7,9,11,13,15,17,19,21,23",
      dayOfMonth: "1,3,5,8,10,12,14,16,18,20,22,24,26,28,30",
      monthOfYear: "1,3,5,8,10,12",
    });
    expect(Math.max(...expressions(sparse).map((expression) => expression.length))).toBeLessThanOrEqual(256);
  });

  it("runs in Celery's sets, whatever they are", () => {
    const subset = (least: number, greatest: number) =>
      fc.uniqueArray(fc.integer({ min: least, max: greatest }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(subset(0, 59), subset(0, 23), subset(1, 31), subset(0, 6), (minute, hour, dayOfMonth, dayOfWeek) => {
        const schedule = crontab({ minute, hour, dayOfMonth, dayOfWeek });
        for (const run of deployedRuns(schedule, JANUARY, JANUARY + 60 * DAY)) {
          const date = new Date(run);
          expect(minute).toContain(date.getUTCMinutes());
          expect(hour).toContain(date.getUTCHours());
          expect(dayOfMonth).toContain(date.getUTCDate());
          expect(dayOfWeek).toContain(date.getUTCDay());
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("an interval in EventBridge's grammar", () => {
  it.each([
    ["1m", ["cron(* * * * ? *)"], false],
    ["20m", ["cron(0/20 * * * ? *)"], false],
    ["1h", ["cron(0 * * * ? *)"], false],
    ["6h", ["cron(0 0/6 * * ? *)"], false],
    ["1d", ["cron(0 0 * * ? *)"], false],
    ["7d", ["cron(0 0 ? * 5 *)"], false],
    ["7m", ["cron(* * * * ? *)"], true],
    ["90m", ["cron(0/30 * * * ? *)"], true],
    ["36h", ["cron(0 0/12 * * ? *)"], true],
    ["3d", ["cron(0 0 * * ? *)"], true],
    ["14d", ["cron(0 0 ? * 5 *)"], true],
  ] as const)("%s is %s, guarded: %s", (interval, expected, guard) => {
    expect(compileSchedule(every(interval))).toEqual({ target: "rule", expressions: expected, guard });
  });

  it("of any number of seconds runs at its multiples since 1970, none missing and none extra", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 0, max: 40_000 }), (seconds, hour) => {
        const from = hour * HOUR;
        const until = from + 3 * DAY;
        const step = seconds * 1_000;
        const multiples: number[] = [];
        for (let run = Math.ceil(from / step) * step; run < until; run += step) multiples.push(run);
        const runs = deployedRuns(every(step), from, until);
        expect(runs.length).toBe(multiples.length);
        expect(runs.every((run, index) => run === multiples[index])).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("of whole minutes does so over months", () => {
    for (const minutes of [7, 45, 61, 90, 300, 1_000, 2_160, 4_320, 10_080, 20_160, 50_000]) {
      const schedule = every(minutes * 60_000);
      const runs = deployedRuns(schedule, JANUARY, JANUARY + 120 * DAY);
      expect(runs, `${minutes} minutes`).toEqual(expectedRuns(schedule, JANUARY, JANUARY + 120 * DAY));
      expect(runs.length).toBeGreaterThan(2);
    }
  });
});

describe("the sun in EventBridge's grammar", () => {
  it("is a tick every 15 minutes in the hours in which the place ever has the event", () => {
    expect(compileSchedule(solar("sunset", 59.91, 10.75))).toEqual({
      target: "rule",
      expressions: ["cron(0/15 13-20 * * ? *)"],
      guard: false,
      windowSeconds: 900,
    });
  });

  it("ticks all day where the event fails to come on some days", () => {
    expect(expressions(solar("sunrise", 69.65, 18.96))).toEqual(["cron(0/15 * * * ? *)"]);
  });

  it.each([
    solar("sunset", 59.91, 10.75),
    solar("solar_noon", -18.14, 178.44),
    solar("sunrise", 69.65, 18.96),
    solar("dawn_nautical", -54.8, -68.3),
  ])("misses no run and adds none in eight years: $event at $latitude, $longitude", (schedule) => {
    for (const year of [2026, 2033]) {
      const [from, until] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
      expect(deployedRuns(schedule, from, until)).toEqual(expectedRuns(schedule, from, until));
    }
  });
});

describe("bounds and single runs", () => {
  const bounds = { startAt: "2026-02-01T10:00:30Z", endAt: "2026-02-01T10:02:10Z" };

  it("go to Scheduler, with the end before the first instant that no longer counts", () => {
    expect(compileSchedule(crontab("* * * * *", bounds))).toEqual({
      target: "scheduler",
      expression: "cron(* * * * ? *)",
      timezone: "UTC",
      startDate: new Date("2026-02-01T10:00:30Z"),
      endDate: new Date("2026-02-01T10:02:09Z"),
      actionAfterCompletion: "NONE",
      guard: false,
    });
  });

  it("begin with the tick whose minute holds the start, of which the consumer takes what is within bounds", () => {
    const schedule = every("20s", bounds);
    expect(compileSchedule(schedule)).toMatchObject({ startDate: new Date("2026-02-01T10:00:00Z"), windowSeconds: 60 });
    const runs = ["10:00:40", "10:01:00", "10:01:20", "10:01:40", "10:02:00"];
    const expected = runs.map((time) => Date.parse(`2026-02-01T${time}Z`));
    expect(deployedRuns(schedule, JANUARY, JANUARY + 60 * DAY)).toEqual(expected);
    expect(ticksWithin(new Date("2026-02-01T10:00:00Z"), schedule)).toEqual([new Date("2026-02-01T10:00:40Z")]);
  });

  it("leave out a start that has passed, which CreateSchedule would refuse", () => {
    const now = new Date("2026-02-01T11:00Z");
    expect(compileSchedule(crontab("0 9 * * *", { startAt: "2026-01-01T00:00Z" }), { now })).not.toHaveProperty(
      "startDate",
    );
    expect(compileSchedule(crontab("0 9 * * *", { startAt: "2026-03-01T00:00Z" }), { now })).toHaveProperty(
      "startDate",
    );
  });

  it("are one at() that is deleted afterwards", () => {
    const compiled = {
      target: "scheduler",
      expression: "at(2026-12-24T17:00:00)",
      timezone: "UTC",
      actionAfterCompletion: "DELETE",
      guard: false,
    };
    expect(compileSchedule(at("2026-12-24T18:00", { timezone: "Europe/Oslo" }))).toEqual(compiled);
    expect(compileSchedule(cron("0 17 24 12 ? *", { once: true }), { now: new Date("2026-01-01T00:00Z") })).toEqual(
      compiled,
    );
    expect(compileSchedule(every("1d", { once: true, startAt: "2026-12-24T00:00Z" }))).toMatchObject({
      expression: "at(2026-12-24T00:00:00)",
    });
  });

  it("are refused when the first run is open, or past", () => {
    expect(() => compileSchedule(every("1h", { once: true }))).toThrow(/give it a startAt/);
    const ended = crontab("0 9 * * *", { once: true, endAt: "2026-01-01T00:00Z" });
    expect(() => compileSchedule(ended, { now: new Date("2026-06-01T00:00Z") })).toThrow(/no run left/);
    const started = crontab("0 9 * * *", { once: true, startAt: "2026-01-01T00:00Z" });
    expect(() => compileSchedule(started, { now: new Date("2026-06-01T00:00Z") })).toThrow(/no run left/);
  });
});

describe("EventBridge's own cron", () => {
  it("is deployed as it is written, in UTC as a rule and in a zone by Scheduler", () => {
    expect(compileSchedule(cron("0 18 ? * 6L *"))).toEqual({
      target: "rule",
      expressions: ["cron(0 18 ? * 6L *)"],
      guard: false,
    });
    expect(compileSchedule(cron("0 18 LW * ? *", { timezone: "Asia/Tokyo" }))).toMatchObject({
      target: "scheduler",
      expression: "cron(0 18 LW * ? *)",
      timezone: "Asia/Tokyo",
    });
    expect(nextRuns(cron("0 18 LW * ? *", { timezone: "Asia/Tokyo" }), 1, new Date(JANUARY))).toEqual([
      new Date("2026-01-30T09:00Z"),
    ]);
  });
});
