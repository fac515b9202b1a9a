import { describe, expect, it } from "vitest";
import { renderBanner } from "../../../../src/cli/dev/render-banner.ts";
import { type ScheduleRow, scheduleRow } from "../../../../src/cli/dev/schedule-row.ts";
import { tellSchedules } from "../../../../src/cli/dev/tell-schedules.ts";
import { lineLogger } from "../../../../src/cli/line-logger.ts";
import { plain } from "../../../../src/cli/paint.ts";
import { FrozenClock } from "../../../../src/runtime/index.ts";
import { at, crontab, every, type Schedule } from "../../../../src/schedule/index.ts";

const now = Date.UTC(2026, 0, 1);
const listed = (schedule: Schedule, more: object = {}) => ({
  ...{ name: "one", schedule, task: "add", args: [], kwargs: {}, options: {}, overlap: "allow" },
  ...{ source: "code", enabled: true, complete: true },
  ...more,
});
const row = (schedule: Schedule, more: object = {}) => scheduleRow(listed(schedule, more) as never, now);

describe("a schedule in the banner", () => {
  const shown = (...schedules: ScheduleRow[]) => {
    const app = { name: "shop", table: "shop-tasks", concurrency: 10, queues: [], tasks: [], listings: [], routes: {} };
    const described = { ...app, schedules: [], scheduleGroup: "default" };
    const facts = { version: "1", app: described, endpoint: "http://x", environments: 5, schedules };
    return /\n {2}schedules\n([\s\S]*?)\n\n/.exec(renderBanner(facts, plain))?.[1];
  };

  it("is its name, when it runs in words, and its next run", () => {
    const monday = crontab({ hour: 4, minute: 30, dayOfWeek: 1 }, { timezone: "Europe/Oslo" });
    expect(shown(row(every("10s")), row(monday, { name: "monday" }))).toBe(
      "    . one     every 10 seconds; next 2026-01-01T00:00:10Z\n" +
        "    . monday  at 04:30 on Mondays, Europe/Oslo; next 2026-01-05T03:30:00Z",
    );
  });

  it("says when it is disabled, has no run left, or was put at run time", () => {
    expect(shown(row(every("1h"), { enabled: false, source: "runtime" }))).toBe(
      "    . one  every hour; disabled, put at run time",
    );
    expect(shown(row(at("2025-01-01T00:00Z")))).toMatch(/; no run left$/);
  });

  it("is not there where no schedule is", () => {
    expect(shown()).toBeUndefined();
  });
});

describe("what is told of schedules after a change", () => {
  it("is what is new, changed, gone, odd or refused, and nothing of the rest", () => {
    const lines: string[] = [];
    const sink = (line: string) => void lines.push(line.slice("2026-01-01T00:00:00.000Z ".length));
    const before = [row(every("10s")), row(every("1h"), { name: "same" }), row(every("2h"), { name: "gone" })];
    const taken = {
      schedules: [
        row(every("20s")),
        { ...row(every("1h"), { name: "same" }), next: "2026-01-01T09:00:00Z" },
        row(every("1d"), { name: "off", enabled: false }),
      ],
      removed: ["gone"],
      warnings: ["schedule off: why?"],
      problem: { name: "INVALID_ARGUMENTS", message: "they do not fit" },
    };
    tellSchedules(taken, before, lineLogger({ clock: new FrozenClock(), level: "info", sink, paint: plain }));
    expect(lines).toEqual([
      'INFO  schedule taken up schedule=one when="every 20 seconds" next=2026-01-01T00:00:20Z',
      'INFO  schedule taken up schedule=off when="every day" enabled=false',
      "INFO  schedule removed schedule=gone",
      "WARN  schedule off: why?",
      "ERROR not all schedules could be taken up\n    INVALID_ARGUMENTS: they do not fit",
    ]);
  });
});
