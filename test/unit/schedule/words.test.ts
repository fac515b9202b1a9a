import { describe, expect, it } from "vitest";
import {
  at,
  cron,
  crontab,
  describe as describeSchedule,
  every,
  scheduleWarnings,
  solar,
} from "../../../src/schedule/index.ts";

describe("a schedule in words", () => {
  it.each([
    ["* * * * *", "every minute"],
    ["*/15 * * * *", "every 15 minutes"],
    ["0 * * * *", "every hour"],
    ["1 * * * *", "at minute 1 past every hour"],
    ["5,20 * * * *", "at minutes 5 and 20 past every hour"],
    ["30 4 * * *", "at 04:30 every day"],
    ["0 6,12,18 * * *", "at 06:00, 12:00 and 18:00 every day"],
    ["*/15 8-18 * * mon-fri", "every 15 minutes of the hours 8 to 18 on Mondays to Fridays"],
    ["* 7 * * *", "every minute of the hour 7"],
    ["30 7 * * sat,sun", "at 07:30 on Saturdays and Sundays"],
    ["0 6 1 * *", "on the first of each month at 06:00"],
    ["0 6 1,15 * *", "on the 1st and 15th of each month at 06:00"],
    ["0 6 22 jan,apr *", "on the 22nd of January and April at 06:00"],
    ["0 6 * jun-aug *", "at 06:00 in June to August"],
    ["0 6 * jun mon", "at 06:00 on Mondays in June"],
    ["0 0 13 * fri", "at 00:00 on Fridays that fall on the 13th of each month"],
    ["0 0 11-13,21,23 * *", "on the 11th to 13th, 21st and 23rd of each month at 00:00"],
  ])("%s is %s", (text, words) => {
    expect(describeSchedule(crontab(text))).toBe(words);
  });

  it.each([
    [every("1m"), "every minute"],
    [every("10s"), "every 10 seconds"],
    [every("90s"), "every 90 seconds"],
    [every("36h"), "every 36 hours"],
    [every("1d"), "every day"],
    [at("2026-12-24T17:00Z"), "once, at 2026-12-24 17:00 UTC"],
    [at("2026-12-24T17:00:30Z"), "once, at 2026-12-24 17:00:30 UTC"],
    [solar("dawn_civil", 59.91, 10.75), "at civil dawn at 59.91, 10.75"],
    [solar("solar_noon", 0, 0), "at solar noon at 0, 0"],
    [cron("0 18 ? * 6L *"), "on the last Friday of each month at 18:00"],
    [cron("0 18 ? * MON#2 *"), "on the 2nd Monday of each month at 18:00"],
    [cron("0 18 ? * L *"), "at 18:00 on Saturdays"],
    [cron("0 18 ? * MON-FRI 2026-2028"), "at 18:00 on Mondays to Fridays in 2026 to 2028"],
    [cron("0 18 L 2 ? *"), "on the last day of February at 18:00"],
    [cron("0 18 L-1 * ? *"), "on the 2nd day from the end of each month at 18:00"],
    [cron("0 18 LW * ? *"), "on the last Monday-to-Friday of each month at 18:00"],
    [cron("0 18 15W * ? *"), "on the Monday-to-Friday nearest to the 15th of each month at 18:00"],
    [cron("0/10 18 1 * ? *"), "on the first of each month at 18:00, 18:10, 18:20, 18:30, 18:40 and 18:50"],
  ])("%o is %s", (schedule, words) => {
    expect(describeSchedule(schedule)).toBe(words);
  });

  it("names the zone unless it is UTC, the bounds and the single run", () => {
    expect(describeSchedule(crontab("30 4 * * mon", { timezone: "Europe/Oslo" }))).toBe(
      "at 04:30 on Mondays, Europe/Oslo",
    );
    expect(
      describeSchedule(every("1h", { startAt: "2026-01-01T00:00Z", endAt: "2026-02-01T00:00Z", once: true })),
    ).toBe("every hour, from 2026-01-01 00:00 UTC, until 2026-02-01 00:00 UTC, the first time only");
  });
});

describe("warnings", () => {
  it.each([
    ["1 * * * *", "UTC", /runs once an hour.*minute: "\*"/],
    ["5 * * * *", "UTC", /or every\("5m"\)/],
    ["* 7 * * *", "UTC", /runs 60 times an hour; for once an hour write minute: 0/],
    ["* * 1 * *", "UTC", /runs 1440 times a day/],
    ["*/99 8 * * *", "UTC", /matches 0 alone/],
    ["*/7 8 * * *", "UTC", /write every\("7m"\)/],
    ["0 */5 * * *", "UTC", /write every\("5h"\)/],
    ["0 * * * *", "Europe/Oslo", /neither in the hour that the clocks of Europe\/Oslo skip nor again/],
    ["30 2 * * sun", "Europe/Oslo", /go forward there is no 02:30/],
    ["0 0 * * *", "Asia/Beirut", /go forward there is no 00:00/],
  ])("%s in %s warns", (text, timezone, warning) => {
    const warnings = scheduleWarnings(crontab(text, { timezone }));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(warning);
  });

  it("say of a long interval what it counts from", () => {
    expect(scheduleWarnings(every("7d"))[0]).toContain("counted from 1970-01-01 in UTC");
  });

  it.each([
    crontab("0 * * * *"),
    crontab("30 4 * * 1", { timezone: "Europe/Oslo" }),
    crontab("*/15 8-18 * * mon-fri"),
    crontab("0 * * * *", { timezone: "Asia/Tokyo" }),
    every("1d"),
    cron("1 * * * ? *"),
  ])("are silent about %o", (schedule) => {
    expect(scheduleWarnings(schedule)).toEqual([]);
  });
});
