import { describe, expect, it } from "vitest";
import { at, cron, crontab, every, nextRuns, runsAfter, scheduleFrom, solar } from "../../../src/schedule/index.ts";

describe("every()", () => {
  it.each([
    ["10s", 10],
    ["20m", 1_200],
    ["36h", 129_600],
    [5_000, 5],
  ] as const)("takes %s", (interval, seconds) => {
    expect(every(interval).seconds).toBe(seconds);
  });

  it.each([
    [0, /1 second or more/],
    ["0s", /1 second or more/],
    [-5, /no duration/],
    ["1500ms", /whole seconds, such as "1s" or "90s"/],
    [10, /for seconds write "10s"/],
    [Number.POSITIVE_INFINITY, /no duration/],
    ["soon", /no duration/],
  ] as const)("refuses %s", (interval, reason) => {
    expect(() => every(interval as never)).toThrow(reason);
  });

  it("refuses a time zone and says what to write for one", () => {
    expect(() => every("1d", { timezone: "Europe/Oslo" } as never)).toThrow(/write crontab\(\{ hour: 7/);
  });

  it("stays in phase with the clock, whatever the moment it is asked at", () => {
    const schedule = every("7m");
    const minutes = nextRuns(schedule, 3, new Date("2026-06-01T10:00:01Z")).map(Number);
    expect(minutes.every((run) => run % 420_000 === 0)).toBe(true);
    expect(nextRuns(schedule, 1, new Date(minutes[0] ?? 0))).toEqual([new Date(minutes[1] ?? 0)]);
  });
});

describe("at()", () => {
  it("takes an instant", () => {
    expect(at(new Date("2026-12-24T17:00:00.500Z")).at).toBe("2026-12-24T17:00:00.000Z");
    expect(at("2026-12-24T18:00+01:00").at).toBe("2026-12-24T17:00:00.000Z");
    expect(at("2026-12-24T18:00", { timezone: "Europe/Oslo" }).at).toBe("2026-12-24T17:00:00.000Z");
  });

  it.each([
    ["2026-12-24T18:00", {}, /has no offset/],
    ["tomorrow", {}, /no date and time/],
    ["2026-02-30T12:00Z", {}, /no such day/],
    ["2026-01-01T24:30Z", {}, /no such day or time/],
    ["2026-03-29T02:30", { timezone: "Europe/Oslo" }, /never show it/],
    [new Date(Number.NaN), {}, /invalid Date/],
    ["2026-12-24T18:00Z", { startAt: new Date() }, /has no option "startAt"/],
  ])("refuses %s", (when, options, reason) => {
    expect(() => at(when, options as never)).toThrow(reason);
  });

  it("has one run", () => {
    const schedule = at("2026-12-24T17:00Z");
    expect(nextRuns(schedule, 5, new Date("2026-12-24T16:59:59Z"))).toEqual([new Date("2026-12-24T17:00Z")]);
    expect(nextRuns(schedule, 5, new Date("2026-12-24T17:00Z"))).toEqual([]);
  });
});

describe("cron()", () => {
  it("takes the six fields with and without their brackets", () => {
    expect(cron("cron(0 18 ? * 6L *)")).toEqual(cron("0  18 ? * 6L *"));
  });

  it.each([
    ["0 0 31 2 ? *", /would never run/],
    ["0 0 29 2 ? 2027", /would never run/],
    ["0 0 * * *", /5 fields, not 6/],
    ["rate(5 minutes)", /fields, not 6/],
  ])("refuses %s", (fields, reason) => {
    expect(() => cron(fields)).toThrow(reason);
  });
});

describe("solar()", () => {
  it.each([
    ["noon", 0, 0, /must be one of "dawn_astronomical"/],
    ["sunset", 90.1, 0, /-90 to 90/],
    ["sunset", 0, -181, /-180 to 180/],
    ["sunset", Number.NaN, 0, /-90 to 90/],
    ["sunrise", 90, 0, /no sunrise in a whole year/],
  ])("refuses %s at %s, %s", (event, latitude, longitude, reason) => {
    expect(() => solar(event as never, latitude, longitude)).toThrow(reason);
  });

  it("does not run on days without the event", () => {
    // Tromsø's polar night, from the end of November to the middle of January.
    const days = nextRuns(solar("sunrise", 69.65, 18.96), 40, new Date("2026-11-01T00:00Z")).map((run) =>
      run.toISOString().slice(0, 10),
    );
    const last = days.filter((day) => day < "2026-12").at(-1);
    const first = days.find((day) => day > "2026-12");
    expect(last).toMatch(/^2026-11-2/);
    expect(first).toMatch(/^2027-01-1/);
  });
});

describe("the options of a schedule", () => {
  it("bound its runs: startAt is the first instant that counts, endAt the first that does not", () => {
    const schedule = crontab("0 * * * *", { startAt: "2026-01-01T10:00Z", endAt: new Date("2026-01-01T12:00Z") });
    const runs = [...runsAfter(schedule, new Date(0))].map((run) => run.toISOString().slice(11, 16));
    expect(runs).toEqual(["10:00", "11:00"]);
  });

  it("make the first run the only one with once", () => {
    const schedule = every("1h", { once: true });
    expect(nextRuns(schedule, 3, new Date("2026-01-01T00:30Z"))).toEqual([new Date("2026-01-01T01:00Z")]);
    const started = every("1h", { once: true, startAt: "2026-01-01T05:00Z" });
    expect(nextRuns(started, 3, new Date("2026-01-01T00:30Z"))).toEqual([new Date("2026-01-01T05:00Z")]);
    expect(nextRuns(started, 3, new Date("2026-01-01T05:00Z"))).toEqual([]);
  });

  it("keep expires in milliseconds and enabled as told", () => {
    expect(crontab("* * * * *", { expires: "5m", enabled: false })).toMatchObject({ expires: 300_000, enabled: false });
    expect(crontab()).toMatchObject({ enabled: true, once: false });
  });

  it.each([
    [{ timezone: "Europe/Olso" }, /Did you mean "Europe\/Oslo"/],
    [{ timezone: "oslo" }, /Did you mean "Europe\/Oslo"/],
    [{ timezone: "+01:00" }, /no time zone/],
    [{ timezone: "" }, /must be a string that is not empty/],
    [{ startAt: "2026-01-01" }, /no date and time/],
    [{ startAt: "2026-01-01T10:00" }, /has no offset/],
    [{ startAt: 5 }, /"startAt" is 5/],
    [{ startAt: "2026-01-02T00:00Z", endAt: "2026-01-01T00:00Z" }, /endAt is not after its startAt/],
    [{ expires: 0 }, /expires 0/],
    [{ enabled: "yes" }, /true or false/],
    [{ timeZone: "UTC" }, /Did you mean "timezone"/],
  ])("are refused when they are %o", (options, reason) => {
    expect(() => crontab("* * * * *", options as never)).toThrow(reason);
  });

  it("take a zone's name in any case, and UTC under any name", () => {
    expect(crontab("* * * * *", { timezone: "europe/oslo" }).timezone).toBe("Europe/Oslo");
    expect(crontab("* * * * *", { timezone: "Etc/UTC" }).timezone).toBe("UTC");
    expect(crontab("* * * * *", { timezone: "Asia/Kolkata" }).timezone).toBe("Asia/Kolkata");
  });

  it("refuse an invalid Date to count from", () => {
    expect(() => nextRuns(every("1m"), 1, new Date(Number.NaN))).toThrow(/invalid Date/);
  });
});

describe("scheduleFrom()", () => {
  it.each([
    crontab("*/5 8-18 * * mon-fri", { timezone: "Europe/Oslo", expires: "1m" }),
    every("90s", { startAt: "2026-01-01T00:00Z", endAt: "2027-01-01T00:00Z", once: true }),
    at("2026-12-24T17:00Z", { enabled: false }),
    cron("0 18 ? * 6L 2026-2030", { timezone: "America/New_York" }),
    solar("sunset", 59.91, 10.75),
  ])("reads back what JSON made of %o", (schedule) => {
    const back = scheduleFrom(JSON.parse(JSON.stringify(schedule)));
    expect(back).toEqual(schedule);
    expect(Object.isFrozen(back)).toBe(true);
  });

  it.each([
    [null, /its kind must be/],
    ["* * * * *", /its kind must be/],
    [{ kind: "interval" }, /its kind must be/],
    [{ kind: "crontab", minute: "61" }, /not among 0 to 59/],
    [{ kind: "every", seconds: "10" }, /INVALID_DURATION/],
    [{ kind: "every", seconds: 10, minute: "5" }, /no option "minute"/],
    [{ kind: "at", at: "soon" }, /no date and time/],
  ])("refuses %o", (plain, reason) => {
    expect(() => scheduleFrom(plain)).toThrow(reason);
  });
});
