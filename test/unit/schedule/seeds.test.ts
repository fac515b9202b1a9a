import { describe, expect, it } from "vitest";
import {
  compileSchedule,
  crontab,
  describe as describeSchedule,
  every,
  nextRuns,
  type Schedule,
  scheduleWarnings,
  ticksWithin,
} from "../../../src/schedule/index.ts";
import { deployedRuns } from "./deployed-runs.ts";

const friday = new Date("2026-01-02T03:04:05Z");
const times = (schedule: Schedule, n: number) => nextRuns(schedule, n, friday).map((run) => run.toISOString());

/** What each schedule of the documents that Lovage was asked for says, deploys and runs. */
describe("the schedules of the seed documents", () => {
  it("every 10 seconds", () => {
    const schedule = every("10s");
    expect(describeSchedule(schedule)).toBe("every 10 seconds");
    expect(times(schedule, 3)).toEqual([
      "2026-01-02T03:04:10.000Z",
      "2026-01-02T03:04:20.000Z",
      "2026-01-02T03:04:30.000Z",
    ]);
    expect(compileSchedule(schedule)).toEqual({
      target: "rule",
      expressions: ["cron(* * * * ? *)"],
      guard: false,
      windowSeconds: 60,
    });
    expect(ticksWithin(new Date("2026-01-02T03:04:00Z"), schedule).map((run) => run.getUTCSeconds())).toEqual([
      0, 10, 20, 30, 40, 50,
    ]);
  });

  it("every 30 seconds, with expiry", () => {
    const schedule = every("30s", { expires: "10s" });
    expect(schedule.expires).toBe(10_000);
    expect(describeSchedule(schedule)).toBe("every 30 seconds");
    expect(times(schedule, 2)).toEqual(["2026-01-02T03:04:30.000Z", "2026-01-02T03:05:00.000Z"]);
  });

  it("every 20 seconds", () => {
    expect(times(every("20s"), 3)).toEqual([
      "2026-01-02T03:04:20.000Z",
      "2026-01-02T03:04:40.000Z",
      "2026-01-02T03:05:00.000Z",
    ]);
    expect(deployedRuns(every("20s"), 0, 120_000)).toEqual([0, 20_000, 40_000, 60_000, 80_000, 100_000]);
  });

  it("Mondays at 07:30", () => {
    const schedule = crontab({ hour: 7, minute: 30, dayOfWeek: 1 });
    expect(describeSchedule(schedule)).toBe("at 07:30 on Mondays");
    expect(compileSchedule(schedule)).toEqual({ target: "rule", expressions: ["cron(30 7 ? * 2 *)"], guard: false });
    expect(times(schedule, 2)).toEqual(["2026-01-05T07:30:00.000Z", "2026-01-12T07:30:00.000Z"]);
  });

  it("daily at 17:30", () => {
    const schedule = crontab({ hour: 17, minute: 30 });
    expect(describeSchedule(schedule)).toBe("at 17:30 every day");
    expect(compileSchedule(schedule)).toEqual({ target: "rule", expressions: ["cron(30 17 * * ? *)"], guard: false });
    expect(times(schedule, 2)).toEqual(["2026-01-02T17:30:00.000Z", "2026-01-03T17:30:00.000Z"]);
  });

  it("Mondays at 04:30, also in Oslo", () => {
    const schedule = crontab("30 4 * * 1", { timezone: "Europe/Oslo" });
    expect(describeSchedule(crontab("30 4 * * 1"))).toBe("at 04:30 on Mondays");
    expect(describeSchedule(schedule)).toBe("at 04:30 on Mondays, Europe/Oslo");
    expect(compileSchedule(schedule)).toEqual({
      target: "scheduler",
      expression: "cron(30 4 ? * 2 *)",
      timezone: "Europe/Oslo",
      actionAfterCompletion: "NONE",
      guard: false,
    });
    expect(times(schedule, 1)).toEqual(["2026-01-05T03:30:00.000Z"]);
    expect(nextRuns(schedule, 1, new Date("2026-07-01T00:00Z"))[0]?.toISOString()).toBe("2026-07-06T02:30:00.000Z");
  });

  it("the first of each month at 06:00", () => {
    const schedule = crontab({ minute: 0, hour: 6, dayOfMonth: 1 });
    expect(describeSchedule(schedule)).toBe("on the first of each month at 06:00");
    expect(compileSchedule(schedule)).toEqual({ target: "rule", expressions: ["cron(0 6 1 * ? *)"], guard: false });
    expect(times(schedule, 2)).toEqual(["2026-02-01T06:00:00.000Z", "2026-03-01T06:00:00.000Z"]);
  });

  it("every minute", () => {
    for (const schedule of [crontab(), every("1m")]) {
      expect(describeSchedule(schedule)).toBe("every minute");
      expect(compileSchedule(schedule)).toEqual({ target: "rule", expressions: ["cron(* * * * ? *)"], guard: false });
      expect(times(schedule, 2)).toEqual(["2026-01-02T03:05:00.000Z", "2026-01-02T03:06:00.000Z"]);
      expect(scheduleWarnings(schedule)).toEqual([]);
    }
  });

  it("crontab(minute=1), of which the article says every minute, runs once an hour and warns", () => {
    const schedule = crontab({ minute: 1 });
    expect(times(schedule, 2)).toEqual(["2026-01-02T04:01:00.000Z", "2026-01-02T05:01:00.000Z"]);
    expect(scheduleWarnings(schedule)).toEqual([
      'at minute 1 past every hour: it runs once an hour. If that is not meant, write minute: "*".',
    ]);
  });

  it('hour="*/3,9-18"', () => {
    const schedule = crontab({ minute: 0, hour: "*/3,9-18" });
    expect(describeSchedule(schedule)).toBe("at minute 0 of the hours 0, 3, 6, 9 to 18 and 21");
    expect(compileSchedule(schedule)).toEqual({
      target: "rule",
      expressions: ["cron(0 0,3,6,9-18,21 * * ? *)"],
      guard: false,
    });
    const hours = nextRuns(schedule, 14, new Date("2026-01-01T23:59Z")).map((run) => run.getUTCHours());
    expect(hours).toEqual([0, 3, 6, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 21]);
    // As the article writes it, without a minute, it runs each minute of those hours, as with Celery.
    const [warning] = scheduleWarnings(crontab({ hour: "*/3,9-18" }));
    expect(warning).toContain("it runs 60 times an hour; for once an hour write minute: 0");
  });
});
