import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listedSchedule, makeEntry, type PlanSurroundings, planSchedule } from "../../../src/beat/index.ts";
import { decodeMessage } from "../../../src/message/index.ts";
import { at, crontab, every, type Schedule, solar } from "../../../src/schedule/index.ts";
import { readSettings } from "../../../src/settings/index.ts";

const settings = readSettings({ name: "shop" }, {});
const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const plan = (schedule: Schedule, options: object = {}, surroundings: Partial<PlanSurroundings> = {}) => {
  const { args = [], ...rest } = options as { args?: unknown[] };
  return planSchedule(makeEntry("x", schedule, { task: "report", args, options: rest }), {
    settings,
    source: "runtime",
    now,
    ...surroundings,
  });
};

describe("the plan of a schedule", () => {
  it("is all that EventBridge needs, as plain data", () => {
    const { input, ...rest } = plan(every("10s", { expires: "30s" }), { args: [1], overlap: "skip" });
    expect(rest).toEqual({
      name: "x",
      source: "runtime",
      enabled: true,
      compiled: { target: "rule", expressions: ["cron(* * * * ? *)"], guard: false, windowSeconds: 60 },
      queue: "default",
      description: "every 10 seconds: report",
      usefulFor: 30_000,
    });
    expect(decodeMessage(input)).toMatchObject({
      id: "x@<time>",
      task: "report",
      args: [1],
      queue: "default",
      tick: {
        schedule: "x",
        when: { kind: "every", seconds: 10, expires: 30_000 },
        window: 60,
        expires: 30_000,
        overlap: "skip",
        source: "runtime",
      },
    });
  });

  it("is a rule for UTC, Scheduler for a zone, and Scheduler for a rule's message that is too long", () => {
    expect(plan(crontab("30 4 * * 1")).compiled.target).toBe("rule");
    expect(plan(crontab("30 4 * * 1", { timezone: "Europe/Oslo" })).compiled.target).toBe("scheduler");
    expect(plan(crontab("30 4 * * 1"), {}, { target: "scheduler" }).compiled.target).toBe("scheduler");
    const long = plan(crontab("30 4 * * 1"), { args: ["x".repeat(8_000)] });
    expect(long.compiled).toMatchObject({ target: "scheduler", timezone: "UTC", expression: "cron(30 4 ? * 2 *)" });
    expect(long.input).toContain("<aws.scheduler.scheduled-time>");
    expect(() => plan(crontab("30 4 * * 1"), { args: ["x".repeat(200_000)] })).toThrow("SCHEDULE_TOO_LARGE");
  });

  it("is several rules for infrastructure code alone, which makes them in one transaction", () => {
    const firstMonday = crontab({ hour: 6, minute: 0, dayOfMonth: "1-7", dayOfWeek: "mon,tue" });
    expect(plan(firstMonday).compiled).toMatchObject({ expressions: [expect.any(String)], guard: true });
    const deployed = plan(firstMonday, {}, { source: "cdk" });
    expect(deployed.compiled).toMatchObject({
      expressions: ["cron(0 6 ? * 2#1 *)", "cron(0 6 ? * 3#1 *)"],
      guard: false,
    });
    expect(decodeMessage(deployed.input).tick).toMatchObject({ parts: 2, source: "cdk" });
  });

  it("has the time itself in place of a placeholder where there is only one run", () => {
    const once = plan(at("2026-12-24T17:00:30Z"));
    expect(once.input).not.toContain("<");
    expect(decodeMessage(once.input).tick?.time).toBe(Date.UTC(2026, 11, 24, 17, 0, 30));
    expect(plan(every("1h", { once: true })).compiled).toMatchObject({ expression: "at(2026-01-02T04:00:00)" });
  });

  it("is a description of at most 512 characters, whole ones", () => {
    const { description } = plan(every("1h"), {});
    expect(description).toBe("every hour: report");
    const entry = makeEntry("x", every("1h"), { task: "\u{1F33F}".repeat(400), args: [] });
    const long = planSchedule(entry, { settings, source: "runtime", now }).description;
    expect(long.length).toBeLessThanOrEqual(512);
    expect(long.isWellFormed()).toBe(true);
  });

  it.each([
    ["that is over", at("2026-01-02T03:04:05Z")],
    ["whose end has passed", every("1m", { endAt: "2026-01-02T03:00:00Z" })],
    ["whose one run has passed", every("1m", { once: true, startAt: "2026-01-01T00:00:00Z" })],
  ])("is refused for a schedule %s", (_, schedule) => {
    expect(() => plan(schedule)).toThrow("it has no run left");
  });
});

describe("a schedule that is read back", () => {
  it("is the one that was put, whatever is in it", () => {
    const json = fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes("__"));
    const fields = fc.dictionary(fc.string(), json).filter((value) => !JSON.stringify(value).includes("__"));
    const duration = fc.integer({ min: 1, max: 1_000_000 }).map((seconds) => seconds * 1_000);
    const options = fc.record(
      {
        queue: fc.constantFrom("default", "mail", "a.b"),
        headers: fields.map((value) => ({ ...value, own: true })),
        ignoreResult: fc.constant(true),
        messageGroupId: fc.string({ minLength: 1 }),
        timeLimit: duration,
        softTimeLimit: duration,
        shadow: fc.string({ minLength: 1 }),
        expires: duration.map((ms) => ms + 2_000_000_000),
        countdown: duration,
      },
      { requiredKeys: ["queue"] },
    );
    const schedule = fc.constantFrom(
      every("10s"),
      every("36h", { enabled: false }),
      crontab("0 12 13 * fri", { timezone: "Asia/Tokyo", expires: "30d" }),
      crontab("*/15 * * * *", { startAt: "2030-01-01T00:00Z", endAt: "2031-01-01T00:00Z" }),
      at("2030-12-24T17:00:30Z"),
      solar("sunset", 59.91, 10.75),
    );
    const name = fc
      .string({ unit: "binary", minLength: 1, maxLength: 50 })
      .filter((text) => /^\P{Cc}+$/u.test(text) && text.trim() === text && text.isWellFormed());
    fc.assert(
      fc.property(
        name,
        schedule,
        fc.array(json),
        fields,
        options,
        fc.constantFrom("allow" as const, "skip" as const),
        (name, schedule, args, kwargs, options, overlap) => {
          const entry = makeEntry(name, schedule, { task: "report", args, options: { ...options, kwargs, overlap } });
          const { input, enabled, groupId } = planSchedule(entry, { settings, source: "code", now });
          const kept = { input, enabled, complete: true, ...(groupId !== undefined && { groupId }) };
          expect(JSON.parse(JSON.stringify(listedSchedule(kept)))).toEqual(
            JSON.parse(JSON.stringify({ ...entry, source: "code", enabled: schedule.enabled, complete: true })),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it("is refused when it is none of ours", () => {
    const kept = { input: '{"task":"x"}', enabled: true, complete: true };
    expect(() => listedSchedule(kept)).toThrow();
  });
});
