import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient, ListRulesCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { CreateScheduleCommand, ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { describe, expect, it, onTestFinished } from "vitest";
import { type CloudFact, startEmbeddedCloud } from "../../../../src/dev/index.ts";
import { FrozenClock, uuidIds } from "../../../../src/runtime/index.ts";
import { aSchedule } from "../scheduler/a-schedule.ts";
import { queueArn } from "./tick-cloud.ts";

const MINUTE = 60_000;

describe("the embedded cloud", () => {
  it("ticks: rules and schedules on its one port, in its data folder, told to who watches", async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), "lovage-ticks-"));
    onTestFinished(() => rmSync(dataFolder, { recursive: true }));
    const clock = new FrozenClock();
    const start = async () => {
      const facts: CloudFact[] = [];
      const cloud = await startEmbeddedCloud({
        clock,
        ids: uuidIds(clock),
        port: 0,
        dataFolder,
        queues: [{ name: "jobs" }],
        tell: (fact) => facts.push(fact),
      });
      const { endpoint } = cloud;
      const config = { endpoint, region: "us-east-1", credentials: { accessKeyId: "any", secretAccessKey: "any" } };
      const [events, scheduler] = [new EventBridgeClient(config), new SchedulerClient(config)];
      const close = async () => {
        events.destroy();
        scheduler.destroy();
        await cloud.close();
      };
      onTestFinished(close);
      return { events, scheduler, facts, close };
    };

    const first = await start();
    await first.events.send(new PutRuleCommand({ Name: "hourly", ScheduleExpression: "cron(0 * * * ? *)" }));
    const Targets = [{ Id: "jobs", Arn: queueArn("jobs"), Input: "{}" }];
    await first.events.send(new PutTargetsCommand({ Rule: "hourly", Targets }));
    await first.scheduler.send(new CreateScheduleCommand(aSchedule({ ScheduleExpression: "at(2026-01-01T00:30:00)" })));
    await clock.advance(60 * MINUTE);
    const told = first.facts.map((fact) => (fact.type === "tick" ? `${fact.name} ${fact.outcome}` : fact.type));
    expect(told).toEqual(["beat delivered", "hourly delivered"]);
    await first.close();
    expect(clock.waiting).toBe(0);

    const second = await start();
    expect((await second.events.send(new ListRulesCommand({}))).Rules).toHaveLength(1);
    expect((await second.scheduler.send(new ListSchedulesCommand({}))).Schedules).toHaveLength(1);
  });
});
