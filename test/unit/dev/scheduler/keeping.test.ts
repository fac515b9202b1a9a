import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-scheduler";
import { describe, expect, it, onTestFinished } from "vitest";
import { FrozenClock } from "../../../../src/runtime/index.ts";
import { tickCloud } from "../beat/tick-cloud.ts";
import { aSchedule } from "./a-schedule.ts";

const MINUTE = 60_000;

/** A data folder that is gone when the test is over. */
function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lovage-schedules-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

describe("schedules in a data folder", () => {
  it("outlive the process, with their groups and tags", async () => {
    const [dataFolder, clock] = [aFolder(), new FrozenClock()];
    const before = await tickCloud({ clock, dataFolder });
    const Tags = [{ Key: "app", Value: "shop" }];
    await before.schedulerClient.send(new CreateScheduleGroupCommand({ Name: "reports", Tags }));
    const once = aSchedule({ GroupName: "reports", Description: "at noon", ClientToken: "token-1" });
    await before.schedulerClient.send(new CreateScheduleCommand(once));
    const was = await before.schedulerClient.send(new GetScheduleCommand({ GroupName: "reports", Name: "beat" }));
    await before.close();

    const { schedulerClient: client } = await tickCloud({ clock, dataFolder });
    const is = await client.send(new GetScheduleCommand({ GroupName: "reports", Name: "beat" }));
    expect({ ...is, $metadata: {} }).toEqual({ ...was, $metadata: {} });
    const ResourceArn = "arn:aws:scheduler:us-east-1:000000000000:schedule-group/reports";
    expect((await client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags).toEqual(Tags);
    // Also what tells a request that is sent once more.
    await client.send(new CreateScheduleCommand(once));
  });

  it("fire late what was to happen once while nothing ran, and only once; what recurs is left out", async () => {
    const [dataFolder, clock] = [aFolder(), new FrozenClock()];
    const before = await tickCloud({ clock, dataFolder });
    before.engine.create("jobs");
    const create = (Name: string, ScheduleExpression: string, ActionAfterCompletion: "NONE" | "DELETE" = "NONE") =>
      before.schedulerClient.send(
        new CreateScheduleCommand(aSchedule({ Name, ScheduleExpression, ActionAfterCompletion })),
      );
    await create("early", "at(2026-01-01T00:05:00)");
    await create("late", "at(2026-01-01T00:20:00)");
    await create("later", "at(2026-01-01T00:25:00)", "DELETE");
    await create("beat", "cron(0/10 * * * ? *)");
    await clock.advance(5 * MINUTE);
    expect(before.bodies("jobs")).toEqual(["2026-01-01T00:05:00Z"]);
    await before.close();

    await clock.advance(30 * MINUTE);
    const after = await tickCloud({ clock, dataFolder });
    after.engine.create("jobs");
    await clock.advance(5 * MINUTE);
    expect(after.bodies("jobs")).toEqual(["2026-01-01T00:20:00Z", "2026-01-01T00:25:00Z", "2026-01-01T00:40:00Z"]);
    await after.close();

    const last = await tickCloud({ clock, dataFolder });
    last.engine.create("jobs");
    await clock.advance(MINUTE);
    expect(last.bodies("jobs")).toEqual([]);
    const { Schedules = [] } = await last.schedulerClient.send(new ListSchedulesCommand({}));
    expect(Schedules.map(({ Name }) => Name)).toEqual(["beat", "early", "late"]);
  });
});
