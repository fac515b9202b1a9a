import { describe, expect, it } from "vitest";
import { LovageError } from "../../../src/errors/index.ts";
import { type CrontabField, expandCrontabField } from "../../../src/schedule/crontab-field.ts";
import { crontab, isDue, nextRuns } from "../../../src/schedule/index.ts";

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof LovageError) return error.message;
    throw error;
  }
  throw new Error("it was not refused");
}

describe("a crontab's field", () => {
  it.each<[CrontabField, string, number[]]>([
    ["minute", "*/15", [0, 15, 30, 45]],
    ["minute", "*/7", [0, 7, 14, 21, 28, 35, 42, 49, 56]],
    ["minute", "*/60", [0]],
    ["minute", "*/99", [0]],
    ["minute", "50-10/5", [0, 5, 10, 50, 55]],
    ["minute", "05", [5]],
    ["hour", "22-2", [0, 1, 2, 22, 23]],
    ["hour", "22-2/2", [0, 2, 22]],
    ["hour", "*/3,9-18", [0, 3, 6, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 21]],
    ["dayOfWeek", "fri-mon", [0, 1, 5, 6]],
    ["dayOfWeek", "Tues", [2]],
    ["dayOfWeek", "monday", [1]],
    ["dayOfMonth", "*/10", [1, 11, 21, 31]],
    ["dayOfMonth", "28-3", [1, 2, 3, 28, 29, 30, 31]],
    ["monthOfYear", "nov-feb", [1, 2, 11, 12]],
    ["monthOfYear", "JAN,sept", [1, 9]],
  ])("%s %s has Celery's values", (field, text, values) => {
    expect(expandCrontabField(field, text)).toEqual(values);
  });

  it.each<[CrontabField, string, RegExp]>([
    ["dayOfWeek", "7", /Sunday is 0/],
    ["minute", "5/15", /write 5-59\/15/],
    ["minute", "60", /not among 0 to 59/],
    ["hour", "24", /not among 0 to 23/],
    ["dayOfMonth", "0", /not among 1 to 31/],
    ["minute", "-1", /negative/],
    ["minute", "*/0", /1 or more/],
    ["minute", "*/", /step is missing/],
    ["minute", "1-5/", /step is missing/],
    ["minute", "1,,2", /empty part/],
    ["minute", "", /empty part/],
    ["minute", "* ", /white space/],
    ["hour", "8, 12", /write lists as 8,12,16/],
    ["dayOfMonth", "L", /write cron\(/],
    ["dayOfMonth", "15W", /write cron\(/],
    ["dayOfWeek", "5#3", /write cron\(/],
    ["dayOfWeek", "?", /write cron\(/],
    ["minute", "jan", /no number/],
    ["dayOfWeek", "monthly", /no number or name such as "mon"/],
    ["dayOfWeek", "mo", /no number or name/],
    ["minute", "*/15/2", /a part is/],
    ["minute", "1-5-7", /a part is/],
    ["minute", "1_0", /a part is/],
  ])("%s %o is refused with the reason", (field, text, reason) => {
    expect(refusal(() => expandCrontabField(field, text))).toMatch(reason);
  });
});

describe("crontab()", () => {
  it("takes numbers, lists and sets, and keeps them as text", () => {
    const schedule = crontab({ minute: [45, 0, 45], hour: 7, dayOfWeek: new Set([1, 3]) });
    expect(schedule).toMatchObject({ minute: "0,45", hour: "7", dayOfWeek: "1,3", dayOfMonth: "*", timezone: "UTC" });
  });

  it("reads five fields out of a text", () => {
    expect(crontab("30 4 1-7 jan mon")).toEqual(
      crontab({ minute: 30, hour: 4, dayOfMonth: "1-7", monthOfYear: "jan", dayOfWeek: "mon" }),
    );
  });

  it("is a frozen value", () => {
    expect(Object.isFrozen(crontab())).toBe(true);
  });

  it.each([
    ["@hourly", 'write crontab("0 * * * *")'],
    ["@Daily", 'write crontab("0 0 * * *")'],
    ["@reboot", "macros are not supported"],
    ["0  4 * * *", "one space between them"],
    ["0 4 * *", "must be minute, hour, day of month, month and day of week"],
    ["0 4 * * * *", "must be minute, hour, day of month, month and day of week"],
  ])("refuses the text %s", (text, reason) => {
    expect(refusal(() => crontab(text))).toContain(reason);
  });

  it.each([
    ["a boolean", { minute: true }, "it must be a number, a text, or a list"],
    ["a fraction", { minute: 1.5 }, "a part is"],
    ["no number", { minute: Number.NaN }, '"NaN" is no number'],
    ["an empty list", { minute: [] }, "never matches"],
    ["a list of texts", { minute: ["1"] }, "numbers alone"],
    ["a list with a value out of range", { minute: [1, 60] }, "60 is not among"],
  ])("refuses %s", (_, fields, reason) => {
    expect(refusal(() => crontab(fields as never))).toContain(reason);
  });

  it("names the field that Celery's spelling means", () => {
    expect(refusal(() => crontab({ day_of_week: 1 } as never))).toContain('Did you mean "dayOfWeek"?');
  });

  it("says where an option belongs that stands among the fields", () => {
    expect(refusal(() => crontab({ hour: 4, timezone: "Europe/Oslo" } as never))).toContain(
      "crontab({ … }, { timezone: … })",
    );
  });

  it.each([
    { dayOfMonth: 31, monthOfYear: 2 },
    { dayOfMonth: "30,31", monthOfYear: "feb" },
    { dayOfMonth: 31, monthOfYear: "4,6,9,11" },
  ])("refuses %o, which no year has", (fields) => {
    expect(refusal(() => crontab(fields))).toContain("it would never run");
  });

  it("takes 29 February, which some years have", () => {
    const [first, second] = nextRuns(crontab("0 0 29 2 *"), 2, new Date("2096-03-01T00:00Z"));
    expect([first?.toISOString(), second?.toISOString()]).toEqual([
      "2104-02-29T00:00:00.000Z",
      "2108-02-29T00:00:00.000Z",
    ]);
  });

  it("needs both day fields to match", () => {
    const schedule = crontab({ minute: 0, hour: 12, dayOfMonth: 13, dayOfWeek: "fri" });
    expect(isDue(schedule, new Date("2026-02-13T12:00Z"))).toBe(true);
    expect(isDue(schedule, new Date("2026-02-20T12:00Z"))).toBe(false);
    expect(isDue(schedule, new Date("2026-01-13T12:00Z"))).toBe(false);
  });
});
