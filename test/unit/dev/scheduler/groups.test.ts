import {
  ConflictException,
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  DeleteScheduleGroupCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  type ListScheduleGroupsCommandInput,
  ListTagsForResourceCommand,
  ResourceNotFoundException,
  ServiceQuotaExceededException,
  TagResourceCommand,
  UntagResourceCommand,
  ValidationException,
} from "@aws-sdk/client-scheduler";
import { describe, expect, it } from "vitest";
import { faultOf, tickCloud } from "../beat/tick-cloud.ts";
import { aSchedule } from "./a-schedule.ts";

const arnOf = (name: string) => `arn:aws:scheduler:us-east-1:000000000000:schedule-group/${name}`;

describe("schedule groups", () => {
  it("are made and described; the default one is always there", async () => {
    const { schedulerClient: client } = await tickCloud();
    const { ScheduleGroupArn } = await client.send(new CreateScheduleGroupCommand({ Name: "reports" }));
    expect(ScheduleGroupArn).toBe(arnOf("reports"));
    for (const Name of ["reports", "default"]) {
      expect(await client.send(new GetScheduleGroupCommand({ Name }))).toMatchObject({
        Arn: arnOf(Name),
        Name,
        State: "ACTIVE",
        CreationDate: new Date("2026-01-01T00:00:00Z"),
        LastModificationDate: new Date("2026-01-01T00:00:00Z"),
      });
    }
  });

  it("have each name once, but for the same request once more", async () => {
    const { schedulerClient: client } = await tickCloud();
    const once = { Name: "reports", ClientToken: "token-1" };
    await client.send(new CreateScheduleGroupCommand(once));
    await client.send(new CreateScheduleGroupCommand(once));
    for (const Name of ["reports", "default"]) {
      const refused = await faultOf(client.send(new CreateScheduleGroupCommand({ Name })));
      expect(refused).toBeInstanceOf(ConflictException);
      expect(refused.message).toBe(`Schedule group ${Name} already exists.`);
    }
  });

  it("are listed by name, by prefix, in pages", async () => {
    const { schedulerClient: client } = await tickCloud();
    for (const Name of ["mail-b", "reports", "mail-a"]) await client.send(new CreateScheduleGroupCommand({ Name }));
    const list = async (input: ListScheduleGroupsCommandInput) => {
      const { ScheduleGroups = [], NextToken } = await client.send(new ListScheduleGroupsCommand(input));
      return { names: ScheduleGroups.map(({ Name }) => Name), NextToken };
    };
    expect((await list({})).names).toEqual(["default", "mail-a", "mail-b", "reports"]);
    const first = await list({ NamePrefix: "mail-", MaxResults: 1 });
    expect(first.names).toEqual(["mail-a"]);
    const second = await list({ NamePrefix: "mail-", MaxResults: 1, NextToken: first.NextToken });
    expect(second).toEqual({ names: ["mail-b"], NextToken: undefined });
  });

  it("take their schedules along when they are deleted", async () => {
    const { schedulerClient: client, clock } = await tickCloud();
    await client.send(new CreateScheduleGroupCommand({ Name: "reports" }));
    await client.send(new CreateScheduleCommand(aSchedule({ GroupName: "reports" })));
    await client.send(new CreateScheduleCommand(aSchedule({ Name: "other" })));
    await client.send(new DeleteScheduleGroupCommand({ Name: "reports" }));
    for (const command of [
      new GetScheduleGroupCommand({ Name: "reports" }),
      new GetScheduleCommand({ GroupName: "reports", Name: "beat" }),
      new DeleteScheduleGroupCommand({ Name: "reports" }),
    ]) {
      const refused = await faultOf(client.send(command as GetScheduleGroupCommand));
      expect(refused).toBeInstanceOf(ResourceNotFoundException);
      expect(refused.message).toBe("Schedule group reports does not exist.");
    }
    // One that is made anew under the name is empty.
    await client.send(new CreateScheduleGroupCommand({ Name: "reports" }));
    await clock.advance(0);
    const gone = await faultOf(client.send(new GetScheduleCommand({ GroupName: "reports", Name: "beat" })));
    expect(gone.message).toBe("Schedule beat does not exist.");
    expect(await client.send(new GetScheduleCommand({ Name: "other" }))).toMatchObject({ Name: "other" });
  });

  it("cannot lose the default one", async () => {
    const { schedulerClient: client } = await tickCloud();
    const refused = await faultOf(client.send(new DeleteScheduleGroupCommand({ Name: "default" })));
    expect(refused).toBeInstanceOf(ValidationException);
  });

  it("are no more than 500", async () => {
    const { schedulerClient: client } = await tickCloud();
    for (let number = 1; number < 500; number++) {
      await client.send(new CreateScheduleGroupCommand({ Name: `group-${number}` }));
    }
    const refused = await faultOf(client.send(new CreateScheduleGroupCommand({ Name: "group-500" })));
    expect(refused).toBeInstanceOf(ServiceQuotaExceededException);
    expect(refused).toMatchObject({ $metadata: { httpStatusCode: 402 } });
  });

  it("have tags", async () => {
    const { schedulerClient: client } = await tickCloud();
    const ResourceArn = arnOf("reports");
    const tags = async () => (await client.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;
    await client.send(new CreateScheduleGroupCommand({ Name: "reports", Tags: [{ Key: "app", Value: "shop" }] }));
    await client.send(
      new TagResourceCommand({
        ResourceArn,
        Tags: [
          { Key: "app", Value: "store" },
          { Key: "team", Value: "a" },
          { Key: "tier", Value: "b" },
        ],
      }),
    );
    expect(await tags()).toEqual([
      { Key: "app", Value: "store" },
      { Key: "team", Value: "a" },
      { Key: "tier", Value: "b" },
    ]);
    await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ["app", "tier"] }));
    expect(await tags()).toEqual([{ Key: "team", Value: "a" }]);
    const none = await faultOf(client.send(new ListTagsForResourceCommand({ ResourceArn: arnOf("none") })));
    expect(none).toBeInstanceOf(ResourceNotFoundException);
    const schedule = "arn:aws:scheduler:us-east-1:000000000000:schedule/default/beat";
    const refused = await faultOf(client.send(new ListTagsForResourceCommand({ ResourceArn: schedule })));
    expect(refused).toBeInstanceOf(ValidationException);
  });
});
