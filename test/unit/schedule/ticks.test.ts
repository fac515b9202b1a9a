import { describe, expect, it } from "vitest";
import { at, crontab, every, isDue, solar, tickId, ticksWithin } from "../../../src/schedule/index.ts";

describe("isDue()", () => {
  const fridayThe13th = crontab("0 12 13 * fri");

  it("drops the ticks of a superset that are too many", () => {
    expect(isDue(fridayThe13th, new Date("2026-02-13T12:00Z"))).toBe(true);
    expect(isDue(fridayThe13th, new Date("2026-04-13T12:00Z"))).toBe(false);
  });

  it("does not look at the seconds of a schedule of minutes, and does at those of an interval of seconds", () => {
    expect(isDue(fridayThe13th, new Date("2026-02-13T12:00:41.5Z"))).toBe(true);
    expect(isDue(every("20s"), new Date("2026-02-13T12:00:40.5Z"))).toBe(true);
    expect(isDue(every("20s"), new Date("2026-02-13T12:00:41Z"))).toBe(false);
    expect(isDue(at("2026-02-13T12:00:30Z"), new Date("2026-02-13T12:00:30.9Z"))).toBe(true);
    expect(isDue(at("2026-02-13T12:00:30Z"), new Date("2026-02-13T12:00:29Z"))).toBe(false);
  });

  it("is false outside startAt and endAt", () => {
    const schedule = crontab("* * * * *", { startAt: "2026-01-01T10:00Z", endAt: "2026-01-01T10:02Z" });
    const due = ["09:59", "10:00", "10:01", "10:02"].map((time) => isDue(schedule, new Date(`2026-01-01T${time}Z`)));
    expect(due).toEqual([false, true, true, false]);
  });

  it("is true for the first of a repeated local time only, and never for a skipped one", () => {
    const autumn = crontab("30 2 * * *", { timezone: "Europe/Oslo" });
    expect(isDue(autumn, new Date("2026-10-25T00:30Z"))).toBe(true);
    expect(isDue(autumn, new Date("2026-10-25T01:30Z"))).toBe(false);
    expect(isDue(autumn, new Date("2026-03-29T01:30Z"))).toBe(false);
  });

  it("follows the sun to the minute", () => {
    const sunset = solar("sunset", 59.91, 10.75);
    expect(isDue(sunset, new Date("2026-06-01T20:24:59Z"))).toBe(true);
    expect(isDue(sunset, new Date("2026-06-01T20:25Z"))).toBe(false);
  });
});

describe("ticksWithin()", () => {
  const seconds = (tick: string, interval: "7s" | "90s") =>
    ticksWithin(new Date(tick), every(interval)).map((run) => run.getTime() / 1_000);

  it("expands a minute's tick into the runs of an interval that does not divide the minute", () => {
    expect(seconds("1970-01-01T00:00:00Z", "7s")).toEqual([0, 7, 14, 21, 28, 35, 42, 49, 56]);
    expect(seconds("1970-01-01T00:01:00Z", "7s")).toEqual([63, 70, 77, 84, 91, 98, 105, 112, 119]);
    expect(seconds("1970-01-01T00:01:00Z", "90s")).toEqual([90]);
    expect(seconds("1970-01-01T00:02:00Z", "90s")).toEqual([]);
  });

  it("is the same for any time within the tick's window, so the time of sending serves as well", () => {
    expect(seconds("1970-01-01T00:01:48.3Z", "7s")).toEqual(seconds("1970-01-01T00:01:00Z", "7s"));
    const sunset = solar("sunset", 59.91, 10.75);
    const run = [new Date("2026-06-01T20:24Z")];
    expect(ticksWithin(new Date("2026-06-01T20:15:00Z"), sunset)).toEqual(run);
    expect(ticksWithin(new Date("2026-06-01T20:29:59Z"), sunset)).toEqual(run);
    expect(ticksWithin(new Date("2026-06-01T20:30:00Z"), sunset)).toEqual([]);
  });

  it("is a tick's own time for what has a tick for each run, and nothing for a tick too many", () => {
    expect(ticksWithin(new Date("2026-02-13T12:00Z"), crontab("0 12 13 * fri"))).toEqual([
      new Date("2026-02-13T12:00Z"),
    ]);
    expect(ticksWithin(new Date("2026-03-14T12:00Z"), crontab("0 12 13 * fri"))).toEqual([]);
  });
});

describe("the task id of a tick", () => {
  const time = new Date("2026-01-01T04:30:00Z");

  it("is fixed for ever: a changed id would run a tick twice around a deployment", () => {
    expect(tickId("shop/nightly", time)).toBe("58814c7f-a5ab-55bc-89ae-112247b28b2f");
  });

  it("is a UUIDv5 of name and second", () => {
    expect(tickId("shop/nightly", time)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(tickId("shop/nightly", new Date("2026-01-01T04:30:00.400Z"))).toBe(tickId("shop/nightly", time));
  });

  it("differs by schedule and by time", () => {
    const ids = [
      tickId("shop/nightly", time),
      tickId("shop/hourly", time),
      tickId("shop/nightly", new Date("2026-01-01T04:30:10Z")),
    ];
    expect(new Set(ids).size).toBe(3);
  });
});
