import { describe, expect, it } from "vitest";
import { firesAfter, firesAt, nextFire, parseExpression } from "../../../src/schedule/index.ts";

function dates(expression: string, n: number, after = "2026-01-01T00:00Z", timezone = "UTC"): string[] {
  const found: string[] = [];
  for (const fire of firesAfter(expression, timezone, new Date(after))) {
    found.push(fire.toISOString().slice(0, 10));
    if (found.length === n) break;
  }
  return found;
}

function times(expression: string, n: number, after: string, timezone: string): string[] {
  const found: string[] = [];
  for (const fire of firesAfter(expression, timezone, new Date(after))) {
    found.push(fire.toISOString().slice(5, 16));
    if (found.length === n) break;
  }
  return found;
}

describe("EventBridge's cron", () => {
  it.each([
    // The examples of AWS's user guides.
    ["cron(15 10 ? * 6L 2022-2023)", "2022-01-01T00:00Z", ["2022-01-28", "2022-02-25", "2022-03-25"]],
    ["cron(0 18 ? * MON-FRI *)", "2026-01-01T20:00Z", ["2026-01-02", "2026-01-05", "2026-01-06"]],
    ["cron(0 8 1 * ? *)", "2026-01-01T00:00Z", ["2026-01-01", "2026-02-01", "2026-03-01"]],
    ["cron(0 9 ? * 2#1 *)", "2026-01-01T00:00Z", ["2026-01-05", "2026-02-02", "2026-03-02"]],
    ["cron(0 0 ? * 3#2 *)", "2026-01-01T00:00Z", ["2026-01-13", "2026-02-10", "2026-03-10"]],
    ["cron(0 0 ? * sun#5 *)", "2026-01-01T00:00Z", ["2026-03-29", "2026-05-31", "2026-08-30"]],
    ["cron(0 0 L * ? *)", "2028-01-01T00:00Z", ["2028-01-31", "2028-02-29", "2028-03-31"]],
    ["cron(0 0 L-2 * ? *)", "2026-01-01T00:00Z", ["2026-01-29", "2026-02-26", "2026-03-29"]],
    ["cron(0 0 LW * ? *)", "2026-01-01T00:00Z", ["2026-01-30", "2026-02-27", "2026-03-31"]],
    ["cron(0 0 ? * L *)", "2026-01-01T00:00Z", ["2026-01-03", "2026-01-10", "2026-01-17"]],
    ["cron(0 0 ? * FRIL *)", "2026-01-01T00:00Z", ["2026-01-30", "2026-02-27", "2026-03-27"]],
    // 15 February and 15 March 2026 are Sundays, 15 August is a Saturday.
    ["cron(0 0 15W * ? *)", "2026-02-01T00:00Z", ["2026-02-16", "2026-03-16", "2026-04-15"]],
    ["cron(0 0 15W 8 ? *)", "2026-02-01T00:00Z", ["2026-08-14", "2027-08-16", "2028-08-15"]],
    // The nearest day does not leave the month: the first is a Sunday or Saturday, the last a Saturday or Sunday.
    ["cron(0 0 1W 2,8 ? *)", "2026-01-01T00:00Z", ["2026-02-02", "2026-08-03", "2027-02-01"]],
    ["cron(0 0 31W 1,5,10 ? *)", "2026-01-01T00:00Z", ["2026-01-30", "2026-05-29", "2026-10-30"]],
    ["cron(0 0 31W * ? *)", "2026-03-01T00:00Z", ["2026-03-31", "2026-05-29", "2026-07-31"]],
    ["cron(0 0 1/10 * ? *)", "2026-01-01T00:00Z", ["2026-01-01", "2026-01-11", "2026-01-21"]],
    ["cron(0 0 ? * 7-1 *)", "2026-01-01T00:00Z", ["2026-01-03", "2026-01-04", "2026-01-10"]],
    ["cron(0 0 1 NOV-FEB ? *)", "2026-02-01T00:00Z", ["2026-02-01", "2026-11-01", "2026-12-01"]],
    ["cron(0 0 29 2 ? *)", "2026-01-01T00:00Z", ["2028-02-29", "2032-02-29", "2036-02-29"]],
    ["cron(0 0 1 1 ? 2030/50)", "2026-01-01T00:00Z", ["2030-01-01", "2080-01-01", "2130-01-01"]],
  ])("%s fires on the days that it means", (expression, after, expected) => {
    const justBefore = new Date(Date.parse(after) - 1).toISOString();
    expect(dates(expression, expected.length, justBefore)).toEqual(expected);
  });

  it("takes increments from a value, of a range, and hours over midnight", () => {
    expect(times("cron(5/15 10 * * ? *)", 4, "2026-01-01T00:00Z", "UTC")).toEqual([
      "01-01T10:05",
      "01-01T10:20",
      "01-01T10:35",
      "01-01T10:50",
    ]);
    expect(times("cron(0-15/10 8-8 ? * 2,3,4,5,6,7 *)", 2, "2026-01-01T00:00Z", "UTC")).toEqual([
      "01-01T08:00",
      "01-01T08:10",
    ]);
    expect(times("cron(0 20-2 * * ? *)", 8, "2026-01-01T19:00Z", "UTC").map((time) => time.slice(6))).toEqual(
      "20:00 21:00 22:00 23:00 00:00 01:00 02:00 20:00".split(" "),
    );
  });

  it("ends with its last year", () => {
    expect(nextFire("cron(0 0 1 1 ? 2026)", "UTC", new Date("2026-01-01T00:00Z"))).toBeUndefined();
    expect(nextFire("cron(59 23 31 12 ? 2199)", "UTC", new Date("2026-01-01T00:00Z"))?.toISOString()).toBe(
      "2199-12-31T23:59:00.000Z",
    );
    expect(nextFire("cron(59 23 31 12 ? 2199)", "Pacific/Honolulu", new Date("2026-01-01T00:00Z"))?.toISOString()).toBe(
      "2200-01-01T09:59:00.000Z",
    );
  });

  it.each([
    ["cron(0 0 * * * *)", /one of day-of-month and day-of-week must be \?/],
    ["cron(0 0 ? * ? *)", /one of day-of-month and day-of-week must be \?/],
    ["cron(0 0 1 * MON *)", /one of day-of-month and day-of-week must be \?/],
    ["cron(0 0 * * ?)", /5 fields, not 6/],
    ["cron()", /0 fields, not 6/],
    ["cron(60 0 * * ? *)", /60 is not among 0 to 59/],
    ["cron(0 0 ? * 0 *)", /0 is not among 1 to 7/],
    ["cron(0 0 ? * 8 *)", /8 is not among 1 to 7/],
    ["cron(0 0 ? * 3#1,6#3 *)", /one weekday and one instance/],
    ["cron(0 0 ? * 3#6 *)", /# takes 1 to 5/],
    ["cron(0 0 1,L * ? *)", /stand alone/],
    ["cron(0 0 1W,15W * ? *)", /stand alone/],
    ["cron(0 0 32W * ? *)", /32 is not among/],
    ["cron(0 0 L-31 * ? *)", /before every month's first day/],
    ["cron(*/0 0 * * ? *)", /must be 1 or more/],
    ["cron(1/ 0 * * ? *)", /a value is missing/],
    ["cron(1, 0 * * ? *)", /a value is missing/],
    ["cron(*-5 0 * * ? *)", /is no range/],
    ["cron(? 0 * * ? *)", /"\?" is no value/],
    ["cron(0 0 * * ? 2030-2026)", /run backwards/],
    ["cron(0 0 * * ? 1969)", /1969 is not among 1970 to 2199/],
    ["0 0 * * ? *", /must be cron\(…\), rate\(…\) or at\(…\)/],
    [`cron(${"0,".repeat(130)}0 0 * * ? *)`, /at most 256/],
  ])("refuses %s", (expression, reason) => {
    expect(() => parseExpression(expression)).toThrow(reason);
  });
});

describe("EventBridge's rate", () => {
  it("counts from its origin", () => {
    const origin = new Date("2026-01-01T10:07:30Z");
    expect(nextFire("rate(5 minutes)", "UTC", origin, origin)).toEqual(new Date("2026-01-01T10:12:30Z"));
    expect(nextFire("rate(1 day)", "UTC", new Date("2026-03-01T00:00Z"), origin)).toEqual(
      new Date("2026-03-01T10:07:30Z"),
    );
    expect(firesAt("rate(1 hour)", "UTC", new Date("2026-01-05T11:07:30Z"), origin)).toBe(true);
    expect(firesAt("rate(1 hour)", "UTC", new Date("2026-01-05T11:00:00Z"), origin)).toBe(false);
  });

  it.each(["rate(1 minutes)", "rate(5 minute)", "rate(0 minutes)", "rate(1.5 hours)", "rate(10 seconds)", "rate(5)"])(
    "refuses %s",
    (expression) => {
      expect(() => parseExpression(expression)).toThrow(/is no expression of EventBridge/);
    },
  );
});

describe("EventBridge's at", () => {
  it("is read in its time zone and fires once", () => {
    const before = new Date("2022-11-01T00:00Z");
    expect(nextFire("at(2022-11-20T13:00:00)", "America/Los_Angeles", before)).toEqual(new Date("2022-11-20T21:00Z"));
    expect(nextFire("at(2022-11-20T13:00:00)", "UTC", new Date("2022-11-20T13:00Z"))).toBeUndefined();
  });

  it("never fires at a time that the clocks leave out", () => {
    expect(nextFire("at(2026-03-29T02:30:00)", "Europe/Oslo", new Date(0))).toBeUndefined();
  });

  it.each(["at(2026-02-30T00:00:00)", "at(2026-01-01)", "at(2026-01-01T00:00:00Z)"])("refuses %s", (expression) => {
    expect(() => parseExpression(expression)).toThrow(/yyyy-mm-ddThh:mm:ss/);
  });
});

describe("changes of the clocks, as EventBridge Scheduler's guide has them", () => {
  it("skip the local time that spring leaves out: the guide's 02:30 in Los Angeles", () => {
    expect(times("cron(30 2 * * ? *)", 3, "2026-03-07T00:00Z", "America/Los_Angeles")).toEqual([
      "03-07T10:30",
      "03-09T09:30",
      "03-10T09:30",
    ]);
  });

  it("run the local time that autumn repeats once, before the shift", () => {
    expect(times("cron(30 1 * * ? *)", 3, "2026-10-31T00:00Z", "America/Los_Angeles")).toEqual([
      "10-31T08:30",
      "11-01T08:30",
      "11-02T09:30",
    ]);
    expect(firesAt("cron(30 1 * * ? *)", "America/Los_Angeles", new Date("2026-11-01T09:30Z"))).toBe(false);
  });

  it("hold where clocks change by half an hour, over midnight, and where a day is left out", () => {
    expect(times("cron(0/15 2 * * ? *)", 3, "2026-10-03T00:00Z", "Australia/Lord_Howe")).toEqual([
      "10-03T15:30",
      "10-03T15:45",
      "10-04T15:00",
    ]);
    // Lebanon goes from 24:00 back to 23:00, and in spring from 00:00 to 01:00.
    expect(times("cron(30 23,0 * * ? *)", 4, "2026-10-24T19:00Z", "Asia/Beirut")).toEqual([
      "10-24T20:30",
      "10-24T22:30",
      "10-25T21:30",
      "10-25T22:30",
    ]);
    // Samoa had no 30 December 2011.
    expect(times("cron(0 12 * 12 ? 2011)", 3, "2011-12-28T23:00Z", "Pacific/Apia")).toEqual([
      "12-29T22:00",
      "12-30T22:00",
    ]);
  });
});
