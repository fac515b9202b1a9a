import { at, cron, crontab, every, scheduleFrom, solar } from "lovage";
import { describe, expect, it } from "vitest";
import { everyNight, typedWhen, whenText } from "../../../src/dashboard/client/parts/schedule-text.ts";

const startAt = "2026-03-04T05:06:07Z";
const endAt = "2027-03-04T05:06:07.500Z";

describe("a schedule in the page's form", () => {
  it.each([
    crontab("30 4 * * 1", { timezone: "Europe/Oslo", startAt, endAt, expires: "30s", once: true }),
    every("10s", { startAt, expires: 1_500 }),
    at("2027-01-01T00:00:00Z", { expires: "1h" }),
    cron("0 17 ? * 6L *", { timezone: "Asia/Tokyo", endAt }),
    solar("sunset", 59.91, 10.75, { expires: "2h" }),
  ])("is the same when nothing is changed: %o", (schedule) => {
    const text = whenText({ schedule: JSON.parse(JSON.stringify(schedule)) });
    expect(scheduleFrom({ ...typedWhen(text), enabled: schedule.enabled })).toEqual(schedule);
  });

  it("has moments in the fields as a browser takes them", () => {
    const { startAt: first, endAt: last } = whenText({ schedule: { kind: "every", seconds: 10, startAt, endAt } });
    expect([first, last]).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:07$/),
      expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:07\.500$/),
    ]);
  });

  it("leaves out what is not typed", () => {
    expect(typedWhen({ ...everyNight, kind: "every", seconds: "30" })).toEqual({ kind: "every", seconds: 30 });
  });
});
