import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createApp, crontab, every, nextRuns, type Schedule } from "lovage";
import { expect, it } from "vitest";
import { awsAdapters, tableDefinition } from "../../src/aws/index.ts";
import { consumeBatch } from "../../src/consumer/index.ts";
import { startEmbeddedCloud } from "../../src/dev/index.ts";
import { Invocation } from "../../src/execution/index.ts";
import { FrozenClock, silentLogger, systemRuntime, uuidIds } from "../../src/runtime/index.ts";
import { queueName } from "../../src/settings/index.ts";

const start = new Date("2026-03-27T03:04:05Z");

it("schedules of every kind run through EventBridge, Scheduler, SQS and DynamoDB as they do in memory", async () => {
  const clock = new FrozenClock(start);
  const cloud = await startEmbeddedCloud({ clock, ids: uuidIds(clock), port: 0 });
  const app = createApp({ name: "shop", endpoint: cloud.endpoint, beatRole: "arn:aws:iam::000000000000:role/beat" });
  const runtime = systemRuntime({ clock, logger: silentLogger });
  app.connect(awsAdapters(app.settings, runtime), { clock, logger: silentLogger });
  cloud.provide({ name: queueName("shop", "default") });
  const dynamodb = new DynamoDBClient({
    endpoint: cloud.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  });
  await dynamodb.send(new CreateTableCommand(tableDefinition(app.settings.table)));

  const ran = new Map<string, string[]>();
  const note = app.task("note", { bind: true, track: "none" }, (task, word: string) => {
    const { schedule = "", scheduledAt } = task.tick ?? {};
    ran.set(schedule, [...(ran.get(schedule) ?? []), `${word} ${scheduledAt?.toISOString()}`]);
  });
  const schedules: Record<string, Schedule> = {
    "every quarter": every("15m"),
    'say "hello" <now>': crontab("5 * * * *"),
    "breakfast in Oslo": crontab("30 7 * * *", { timezone: "Europe/Oslo" }),
    "every 20 minutes until noon": every("20m", { endAt: "2026-03-27T12:00:00Z" }),
    "Friday the 27th": crontab("0 6 27 * fri"),
    "every 40 seconds": every("40s", { endAt: "2026-03-27T03:30:00Z" }),
  };
  for (const [name, schedule] of Object.entries(schedules)) app.schedule(name, schedule, note, { args: [`<${name}>`] });
  await app.beat.sync();
  // Put a second time, nothing is another.
  expect((await app.beat.sync()).put).toHaveLength(6);

  const worker = await app.worker();
  const drain = async () => {
    for (;;) {
      const deliveries = await worker.broker.receive({ queue: "default", max: 10, waitSeconds: 0 });
      if (deliveries.length === 0) return;
      const invocation = new Invocation({ worker: "test", clock, deadline: clock.now() + 60_000 });
      const { acknowledged } = await consumeBatch(deliveries, worker, invocation);
      const receipts = acknowledged.map(({ receipt }) => receipt);
      if (receipts.length > 0) await worker.broker.acknowledge("default", receipts);
    }
  };
  const end = Number(start) + 60 * 3_600_000;
  while (clock.now() < end) {
    const dues = cloud.engine.queues.map(({ nextDue }) => nextDue ?? end);
    await clock.advance(Math.max(1, Math.min(end, clock.next ?? end, ...dues) - clock.now()));
    await drain();
  }

  for (const [name, schedule] of Object.entries(schedules)) {
    const due = nextRuns(schedule, 999, start).filter((run) => Number(run) <= end);
    expect(ran.get(name)).toEqual(due.map((run) => `<${name}> ${run.toISOString()}`));
  }
  const [last] = await app.beat.lastRuns("breakfast in Oslo", 1);
  expect(last).toMatchObject({ at: new Date("2026-03-29T05:30:00Z"), record: { state: "SUCCESS", attempt: 1 } });
  for await (const { name } of app.beat.list()) await app.beat.remove(name);
  const left: string[] = [];
  for await (const { name } of app.beat.list()) left.push(name);
  expect(left).toEqual([]);
  dynamodb.destroy();
  await cloud.close();
});
