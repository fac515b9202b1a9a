import { describe, expect, it } from "vitest";
import { lastTimes } from "../../../src/beat/last-times.ts";
import { at, crontab, every } from "../../../src/schedule/index.ts";

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const times = (...call: Parameters<typeof lastTimes>) => lastTimes(...call).map((time) => time.toISOString());

describe("the last times of a schedule", () => {
  it("are the latest first, up to now", () => {
    expect(times(every("10s"), 2, now)).toEqual(["2026-01-02T03:04:00.000Z", "2026-01-02T03:03:50.000Z"]);
    expect(times(crontab("4 3 * * *"), 1, now)).toEqual(["2026-01-02T03:04:00.000Z"]);
    expect(times(every("5s"), 1, now)).toEqual(["2026-01-02T03:04:05.000Z"]);
  });

  it("are found however long ago they were", () => {
    expect(times(crontab("0 0 29 2 *"), 2, now)).toEqual(["2024-02-29T00:00:00.000Z", "2020-02-29T00:00:00.000Z"]);
    expect(times(at("2025-12-24T17:00:00Z"), 3, now)).toEqual(["2025-12-24T17:00:00.000Z"]);
    expect(times(crontab("30 4 * * 1"), 60, now)).toHaveLength(60);
  });

  it("are fewer, or none, when there were no more", () => {
    expect(times(every("1h", { startAt: "2026-01-02T01:30:00Z" }), 5, now)).toHaveLength(2);
    expect(times(every("1h", { startAt: "2027-01-01T00:00:00Z" }), 5, now)).toEqual([]);
    expect(times(every("1h", { once: true }), 5, now)).toEqual([]);
    expect(times(every("1h"), 0, now)).toEqual([]);
  });
});
