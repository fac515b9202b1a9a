import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DescribeRuleCommand,
  ListTagsForResourceCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { describe, expect, it, onTestFinished } from "vitest";
import { FrozenClock } from "../../../../src/runtime/index.ts";
import { queueArn, tickCloud } from "../beat/tick-cloud.ts";

const MINUTE = 60_000;

describe("rules in a data folder", () => {
  it("outlive the process: targets, tags, and the phase of a rate; what came due meanwhile is left out", async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), "lovage-rules-"));
    onTestFinished(() => rmSync(dataFolder, { recursive: true }));
    const clock = new FrozenClock(Date.UTC(2026, 0, 1, 0, 0, 20));
    const before = await tickCloud({ clock, dataFolder });
    const Tags = [{ Key: "app", Value: "shop" }];
    await before.client.send(new PutRuleCommand({ Name: "beat", ScheduleExpression: "rate(10 minutes)", Tags }));
    await before.client.send(
      new PutRuleCommand({ Name: "idle", ScheduleExpression: "rate(1 minute)", State: "DISABLED" }),
    );
    const Targets = [{ Id: "jobs", Arn: queueArn("jobs"), InputPath: "$.time" }];
    await before.client.send(new PutTargetsCommand({ Rule: "beat", Targets }));
    await before.close();
    expect(clock.waiting).toBe(0);

    await clock.advance(35 * MINUTE);
    const { client, engine, bodies } = await tickCloud({ clock, dataFolder });
    engine.create("jobs");
    await clock.advance(10 * MINUTE);
    expect(bodies("jobs")).toEqual(['"2026-01-01T00:40:20Z"']);
    expect(await client.send(new DescribeRuleCommand({ Name: "idle" }))).toMatchObject({ State: "DISABLED" });
    const ResourceARN = "arn:aws:events:us-east-1:000000000000:rule/beat";
    expect((await client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual(Tags);
  });
});
