import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Template } from "aws-cdk-lib/assertions";
import { createApp, crontab, every, type LovageError, nextRuns, type Schedule, type ScheduledOptions } from "lovage";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Lovage } from "../../cdk/index.ts";
import { awsAdapters, tableDefinition } from "../../src/aws/index.ts";
import { consumeBatch } from "../../src/consumer/index.ts";
import { type EmbeddedCloud, startEmbeddedCloud } from "../../src/dev/index.ts";
import { Invocation } from "../../src/execution/index.ts";
import { FrozenClock, silentLogger, uuidIds } from "../../src/runtime/index.ts";
import { type DeployedSchedules, deploySchedules, schedulesIn } from "../support/deploy-schedules.ts";
import { aStack } from "../support/synth.ts";

const start = new Date("2026-03-27T03:04:05Z");
const app = createApp({ name: "shop" });
const ran = new Map<string, string[]>();
const note = app.task("note", { bind: true, track: "none" }, (task, ...words: string[]) => {
  const { schedule = "", scheduledAt } = task.tick ?? {};
  ran.set(schedule, [...(ran.get(schedule) ?? []), [...words, scheduledAt?.toISOString()].join(" ")]);
});

const kinds: Record<string, { schedule: Schedule; options?: ScheduledOptions & { args?: string[] } }> = {
  quarters: { schedule: every("15m"), options: { args: ["a", "<b>"], headers: { v: "2" } } },
  "every 25 seconds": { schedule: every("25s", { endAt: "2026-03-27T03:30Z" }), options: { expires: "1h" } },
  "breakfast in Oslo": { schedule: crontab("30 7 * * *", { timezone: "Europe/Oslo" }), options: { overlap: "skip" } },
  // Two weekdays of a week are two rules, which only infrastructure code makes.
  "last Friday and Saturday": { schedule: crontab({ minute: 0, hour: 6, dayOfMonth: "22-28", dayOfWeek: "fri,sat" }) },
  off: { schedule: every("1m", { enabled: false }) },
  once: { schedule: every("20m", { startAt: "2026-03-27T04:00Z", once: true }), options: { countdown: "5m" } },
};

/** What the construct deploys of these schedules, with ARNs as the embedded cloud gives them. */
function deployed(schedules: typeof kinds): DeployedSchedules {
  // No machine's date is to decide what is left of them.
  vi.useFakeTimers({ toFake: ["Date"], now: start });
  const stack = aStack();
  const shop = new Lovage(stack, "Shop", { app: "shop", entry: "test/cdk/fixture/tasks.ts" });
  for (const [name, { schedule, options }] of Object.entries(schedules)) {
    shop.addSchedule(name, { schedule, task: note, ...options });
  }
  vi.useRealTimers();
  return schedulesIn(Template.fromStack(stack), (id) => {
    if (id.includes("Role")) return "arn:aws:iam::000000000000:role/beat";
    return `arn:aws:sqs:us-east-1:000000000000:${id.includes("Beat") ? "shop-ticks" : "shop-default"}`;
  });
}

/** The schedules as they are listed, by name. */
async function listed() {
  const found = new Map<string, Awaited<ReturnType<typeof app.beat.get>>>();
  for await (const schedule of app.beat.list()) found.set(schedule.name, schedule);
  return found;
}

describe("the schedules of infrastructure code, where they are deployed", () => {
  const clock = new FrozenClock(start);
  let cloud: EmbeddedCloud;
  let dynamodb: DynamoDBClient;

  beforeAll(async () => {
    cloud = await startEmbeddedCloud({ clock, ids: uuidIds(clock), port: 0 });
    const template = deployed(kinds);
    const [group] = template.schedules.map(({ GroupName }) => GroupName);
    app.configure({ endpoint: cloud.endpoint, scheduleGroup: group ?? "" });
    app.connect(awsAdapters(app.settings, { ...app.runtime, clock, logger: silentLogger }), {
      clock,
      logger: silentLogger,
    });
    for (const name of ["shop-default", "shop-ticks"]) cloud.provide({ name });
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    dynamodb = new DynamoDBClient({ endpoint: cloud.endpoint, region: "us-east-1", credentials });
    await dynamodb.send(new CreateTableCommand(tableDefinition(app.settings.table)));
    await deploySchedules(template, cloud.endpoint);
  });
  afterAll(async () => {
    dynamodb?.destroy();
    await cloud?.close();
  });

  /** Runs what is due in a span of time, as it becomes due. */
  async function live(hours: number): Promise<void> {
    const worker = await app.worker();
    const end = clock.now() + hours * 3_600_000;
    while (clock.now() < end) {
      const dues = cloud.engine.queues.map(({ nextDue }) => nextDue ?? end);
      await clock.advance(Math.max(1, Math.min(end, clock.next ?? end, ...dues) - clock.now()));
      for (;;) {
        const deliveries = await worker.broker.receive({ queue: "default", max: 10, waitSeconds: 0 });
        if (deliveries.length === 0) break;
        const invocation = new Invocation({ worker: "test", clock, deadline: clock.now() + 60_000 });
        const { acknowledged } = await consumeBatch(deliveries, worker, invocation);
        await worker.broker.acknowledge(
          "default",
          acknowledged.map(({ receipt }) => receipt),
        );
      }
    }
  }

  it("are listed as they were written, and marked", async () => {
    const found = await listed();
    expect([...found.keys()].sort()).toEqual(Object.keys(kinds).sort());
    for (const [name, { schedule, options = {} }] of Object.entries(kinds)) {
      expect(found.get(name)).toMatchObject({
        schedule,
        task: "note",
        args: options.args ?? [],
        overlap: options.overlap ?? "allow",
        source: "cdk",
        enabled: schedule.enabled,
        complete: true,
      });
    }
  });

  it("refuse to be changed at run time, and can be run now", async () => {
    const refusal = (error: LovageError) => error.code;
    expect(await app.beat.put("quarters", every("1h"), note).catch(refusal)).toBe("SCHEDULE_PROTECTED");
    expect(await app.beat.disable("breakfast in Oslo").catch(refusal)).toBe("SCHEDULE_PROTECTED");
    expect(await app.beat.enable("off").catch(refusal)).toBe("SCHEDULE_PROTECTED");
    expect(await app.beat.remove("once").catch(refusal)).toBe("SCHEDULE_PROTECTED");
    await app.beat.runNow("off");
    await live(0.001);
    expect(ran.get("")).toHaveLength(1);
  });

  it("are left alone by sync, which would declare them a second time", async () => {
    const before = await listed();
    for (const [name, { schedule, options }] of Object.entries(kinds)) app.schedule(name, schedule, note, options);
    const report = await app.beat.sync();
    expect(report).toMatchObject({ put: [], removed: [], deployed: Object.keys(kinds) });
    expect(await listed()).toEqual(before);
  });

  it("run when they are due, each once, and also where the rule of before a deployment fires beside the schedule of after it", async () => {
    // The same quarters, now Scheduler's: as CloudFormation has both between creating the one and deleting the other.
    const moved = {
      quarters: { schedule: every("15m", { endAt: "2090-01-01T00:00Z" }), options: kinds.quarters?.options ?? {} },
    };
    const [schedule] = deployed(moved).schedules;
    if (!schedule) throw new Error("it was to be a schedule of Scheduler");
    await deploySchedules({ rules: [], schedules: [{ ...schedule, GroupName: "after" }] }, cloud.endpoint);

    // EventBridge ticks on whole minutes, so seconds begin with the first of them.
    const from = new Date(Math.ceil(clock.now() / 60_000) * 60_000 - 1);
    await live(28);
    const end = clock.now();
    for (const [name, { schedule, options = {} }] of Object.entries(kinds)) {
      const delay = name === "once" ? 300_000 : 0;
      const due = schedule.enabled ? nextRuns(schedule, 9_999, from).filter((run) => Number(run) + delay <= end) : [];
      const words = (run: Date) => [...(options.args ?? []), run.toISOString()].join(" ");
      expect(ran.get(name) ?? []).toEqual(due.map(words));
    }
    expect(ran.get("last Friday and Saturday")).toHaveLength(2);
    expect(ran.get("once")).toHaveLength(1);
  }, 120_000);
});
