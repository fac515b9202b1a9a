import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { at, crontab, every } from "../../../../src/schedule/index.ts";
import { type FaultyBeat, faultyBeat } from "./faulty-beat.ts";

const operations = (world: FaultyBeat) => world.asked.splice(0).map(({ operation }) => operation);
const oslo = { timezone: "Europe/Oslo" };
const queueArn = "arn:aws:sqs:us-east-1:000000000000:shop-default";
const beatDeadLetters = "arn:aws:sqs:us-east-1:000000000000:shop-beat-dead-letters";

describe("what EventBridge is asked", () => {
  let world: FaultyBeat;
  beforeAll(async () => {
    world = await faultyBeat({ beatDeadLetters });
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    world.goes = () => undefined;
    await world.beat.remove("x");
    world.asked.length = 0;
  });

  it("for a rule: made disabled, given its target, enabled", async () => {
    const plan = world.plan("x", crontab("30 4 * * 1"), { expires: "10m" });
    await world.beat.put(plan);
    expect(world.asked).toEqual([
      {
        operation: "PutRule",
        input: {
          Name: "lovage-shop.x",
          ScheduleExpression: "cron(30 4 ? * 2 *)",
          Description: "at 04:30 on Mondays: report",
          State: "DISABLED",
          Tags: [
            { Key: "lovage:app", Value: "shop" },
            { Key: "lovage:schedule", Value: "x" },
            { Key: "lovage:source", Value: "runtime" },
          ],
        },
      },
      {
        operation: "PutTargets",
        input: {
          Rule: "lovage-shop.x",
          Targets: [
            {
              Id: "queue",
              Arn: queueArn,
              InputTransformer: { InputPathsMap: { time: "$.time" }, InputTemplate: plan.input },
              DeadLetterConfig: { Arn: beatDeadLetters },
              RetryPolicy: { MaximumEventAgeInSeconds: 600, MaximumRetryAttempts: 185 },
            },
          ],
        },
      },
      { operation: "EnableRule", input: { Name: "lovage-shop.x" } },
    ]);
  });

  it("for a schedule in a time zone: one request, with the role", async () => {
    const plan = world.plan("x", crontab("30 4 * * 1", { ...oslo, endAt: "2030-01-01T00:00:00Z" }));
    await world.beat.put(plan);
    expect(world.asked).toMatchObject([
      {
        operation: "CreateSchedule",
        input: {
          Name: "lovage-shop.x",
          GroupName: "default",
          ScheduleExpression: "cron(30 4 ? * 2 *)",
          ScheduleExpressionTimezone: "Europe/Oslo",
          EndDate: new Date("2029-12-31T23:59:59Z"),
          State: "ENABLED",
          Description: "at 04:30 on Mondays, Europe/Oslo, until 2030-01-01 00:00 UTC: report",
          ActionAfterCompletion: "NONE",
          FlexibleTimeWindow: { Mode: "OFF" },
          Target: {
            Arn: queueArn,
            RoleArn: "arn:aws:iam::000000000000:role/beat",
            Input: plan.input,
            DeadLetterConfig: { Arn: beatDeadLetters },
            RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
          },
        },
      },
    ]);
  });

  it("for a disabled one: the same, without enabling it", async () => {
    await world.beat.put(world.plan("x", every("20m", { enabled: false })));
    expect(operations(world)).toEqual(["PutRule", "PutTargets"]);
  });

  it.each([
    ["a rule", every("20m")],
    ["a rule that is disabled", every("20m", { enabled: false })],
    ["a schedule of Scheduler", crontab("30 4 * * 1", oslo)],
    ["one with a start", every("20m", { startAt: "2026-02-01T00:00:00Z" })],
    ["one with one run", at("2026-12-24T17:00:00Z")],
  ])("for %s that is put again: nothing", async (_, schedule) => {
    await world.beat.put(world.plan("x", schedule));
    world.asked.length = 0;
    await world.beat.put(world.plan("x", schedule));
    expect(operations(world)).toEqual([]);
  });

  it("for another message: its target, without holding the rule, so that no tick is missed", async () => {
    await world.beat.put(world.plan("x", every("20m")));
    world.asked.length = 0;
    await world.beat.put(world.plan("x", every("20m"), { args: [1] }));
    expect(operations(world)).toEqual(["PutTargets"]);
  });

  it("for another source: the tags too", async () => {
    await world.beat.put(world.plan("x", every("20m")));
    world.asked.length = 0;
    await world.beat.put(world.plan("x", every("20m"), { source: "code" }));
    expect(operations(world)).toEqual(["PutTargets", "TagResource"]);
  });

  it("for another time: the rule is changed out of service, and let go", async () => {
    await world.beat.put(world.plan("x", every("20m")));
    world.asked.length = 0;
    await world.beat.put(world.plan("x", every("30m")));
    expect(operations(world)).toEqual(["PutRule", "PutTargets", "EnableRule"]);
  });

  it("for one that moves to Scheduler: the old is held, the new made, the old cleared away", async () => {
    await world.beat.put(world.plan("x", crontab("30 4 * * 1")));
    world.asked.length = 0;
    await world.beat.put(world.plan("x", crontab("30 4 * * 1", oslo)));
    expect(operations(world)).toEqual(["DisableRule", "CreateSchedule", "RemoveTargets", "DeleteRule"]);
    await world.beat.put(world.plan("x", crontab("30 4 * * 1")));
    expect(operations(world)).toEqual(["PutRule", "PutTargets", "UpdateSchedule", "EnableRule", "DeleteSchedule"]);
  });

  it("is asked again, after a pause, when somebody else changes the same rule at that moment", async () => {
    let left = 2;
    world.goes = (_, { operation }) => {
      if (operation !== "PutTargets" || left-- <= 0) return undefined;
      throw Object.assign(new Error("changed meanwhile"), { name: "ConcurrentModificationException" });
    };
    const put = world.beat.put(world.plan("x", every("20m")));
    await world.passUntil(put);
    expect(operations(world)).toEqual(["PutRule", "PutTargets", "PutTargets", "PutTargets", "EnableRule"]);
    expect(await world.beat.get("x")).toMatchObject({ complete: true, enabled: true });
  });

  it("without a role: nothing, and the error says what to set", async () => {
    const bare = await faultyBeat({ beatRole: undefined as never, endpoint: "https://aws.example.com" });
    try {
      await expect(bare.beat.put(bare.plan("x", crontab("30 4 * * 1", oslo)))).rejects.toMatchObject({
        code: "BEAT_ROLE_MISSING",
        detail: { name: "x", variable: "LOVAGE_SHOP_BEAT_ROLE" },
      });
      expect(bare.asked).toEqual([]);
    } finally {
      await bare.close();
    }
  });

  it("without a role, but on this machine: with one that nobody looks at", async () => {
    const local = await faultyBeat({ beatRole: undefined as never });
    try {
      await local.beat.put(local.plan("x", crontab("30 4 * * 1", oslo)));
      expect(local.asked).toMatchObject([{ input: { Target: { RoleArn: "arn:aws:iam::000000000000:role/none" } } }]);
    } finally {
      await local.close();
    }
  });

  it("with no room for another rule: refused by a code of its own, and nothing is left", async () => {
    world.goes = (_, { operation }) => {
      if (operation !== "PutRule") return undefined;
      throw Object.assign(new Error("The requested resource exceeds the maximum number allowed."), {
        name: "LimitExceededException",
      });
    };
    await expect(world.beat.put(world.plan("x", every("20m")))).rejects.toMatchObject({
      code: "RULE_LIMIT_REACHED",
      detail: { name: "x" },
    });
    expect(await world.count()).toBe(0);
  });

  it("says of a queue that is not deployed that it is not there", async () => {
    await expect(world.beat.put(world.plan("x", every("20m"), { queue: "nowhere" }))).rejects.toMatchObject({
      code: "QUEUE_NOT_FOUND",
    });
    expect(world.asked).toEqual([]);
  });

  it("does not enable what lacks a part; it is put again, or removed", async () => {
    const plan = world.plan("x", every("20m"));
    world.goes = (number) => (number === 1 ? undefined : "before");
    await expect(world.beat.put(plan)).rejects.toMatchObject({ code: "ENDPOINT_UNREACHABLE" });
    world.goes = () => undefined;
    expect(await world.count()).toBe(1);
    await expect(world.beat.enable("x")).rejects.toMatchObject({ code: "SCHEDULE_INCOMPLETE", detail: { name: "x" } });
    expect(await world.firing()).toEqual([]);
    expect(await world.beat.remove("x")).toBe(true);
    expect(await world.count()).toBe(0);
  });
});
