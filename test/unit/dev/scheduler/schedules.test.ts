import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  type ListSchedulesCommandInput,
  paginateListSchedules,
  ResourceNotFoundException,
  UpdateScheduleCommand,
  ValidationException,
} from "@aws-sdk/client-scheduler";
import { describe, expect, it } from "vitest";
import { FrozenClock } from "../../../../src/runtime/index.ts";
import { faultOf, queueArn, tickCloud } from "../beat/tick-cloud.ts";
import { aSchedule } from "./a-schedule.ts";

const RoleArn = "arn:aws:iam::000000000000:role/scheduler";
const arn = "arn:aws:scheduler:us-east-1:000000000000:schedule/default/beat";

describe("CreateSchedule and GetSchedule", () => {
  it("keep all of a schedule, and fill in AWS's defaults", async () => {
    const clock = new FrozenClock(Date.UTC(2026, 0, 1, 0, 0, 0, 250));
    const { schedulerClient: client } = await tickCloud({ clock });
    const { ScheduleArn } = await client.send(new CreateScheduleCommand(aSchedule()));
    expect(ScheduleArn).toBe(arn);
    const { $metadata, ...schedule } = await client.send(new GetScheduleCommand({ Name: "beat" }));
    expect($metadata.httpStatusCode).toBe(200);
    expect(schedule).toEqual({
      Arn: arn,
      Name: "beat",
      GroupName: "default",
      State: "ENABLED",
      ScheduleExpression: "cron(0 12 * * ? *)",
      ScheduleExpressionTimezone: "UTC",
      FlexibleTimeWindow: { Mode: "OFF" },
      ActionAfterCompletion: "NONE",
      CreationDate: new Date("2026-01-01T00:00:00.250Z"),
      LastModificationDate: new Date("2026-01-01T00:00:00.250Z"),
      Target: {
        Arn: queueArn("jobs"),
        RoleArn,
        Input: "<aws.scheduler.scheduled-time>",
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      },
    });
  });

  it("keep every option that is given", async () => {
    const { schedulerClient: client } = await tickCloud();
    const given = {
      State: "DISABLED",
      Description: "at noon in Oslo",
      ScheduleExpressionTimezone: "Europe/Oslo",
      StartDate: new Date("2026-02-01T00:00:00.500Z"),
      EndDate: new Date("2026-03-01T00:00:00Z"),
      FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 15 },
      ActionAfterCompletion: "DELETE",
      KmsKeyArn: "arn:aws:kms:us-east-1:000000000000:key/1",
      Target: {
        Arn: queueArn("mail.fifo"),
        RoleArn,
        Input: "{}",
        SqsParameters: { MessageGroupId: "mail" },
        DeadLetterConfig: { Arn: queueArn("lost") },
        RetryPolicy: { MaximumEventAgeInSeconds: 60, MaximumRetryAttempts: 0 },
      },
    } satisfies Partial<CreateScheduleCommandInput>;
    await client.send(new CreateScheduleCommand(aSchedule(given)));
    expect(await client.send(new GetScheduleCommand({ Name: "beat" }))).toMatchObject(given);
  });

  it("know a name once in each group", async () => {
    const { schedulerClient: client } = await tickCloud();
    await client.send(new CreateScheduleGroupCommand({ Name: "reports" }));
    await client.send(new CreateScheduleCommand(aSchedule()));
    const { ScheduleArn } = await client.send(new CreateScheduleCommand(aSchedule({ GroupName: "reports" })));
    expect(ScheduleArn).toBe("arn:aws:scheduler:us-east-1:000000000000:schedule/reports/beat");
    const refused = await faultOf(client.send(new CreateScheduleCommand(aSchedule())));
    expect(refused).toBeInstanceOf(ConflictException);
    expect(refused).toMatchObject({ message: "Schedule beat already exists.", $metadata: { httpStatusCode: 409 } });
  });

  it("take the same request once more for the same, by its token", async () => {
    const { schedulerClient: client, clock } = await tickCloud();
    const once = aSchedule({ ClientToken: "token-1", StartDate: new Date("2026-01-01T00:00:00Z") });
    await client.send(new CreateScheduleCommand(once));
    await clock.advance(3_600_000);
    expect((await client.send(new CreateScheduleCommand(once))).ScheduleArn).toBe(arn);
    for (const other of [
      { ...once, ClientToken: "token-2" },
      { ...once, ScheduleExpression: "rate(1 day)" },
    ]) {
      expect(await faultOf(client.send(new CreateScheduleCommand(other)))).toBeInstanceOf(ConflictException);
    }
  });

  it("do not find a group or a schedule that is not there", async () => {
    const { schedulerClient: client } = await tickCloud();
    const group = await faultOf(client.send(new CreateScheduleCommand(aSchedule({ GroupName: "none" }))));
    expect(group).toBeInstanceOf(ResourceNotFoundException);
    expect(group).toMatchObject({ message: "Schedule group none does not exist.", $metadata: { httpStatusCode: 404 } });
    const schedule = await faultOf(client.send(new GetScheduleCommand({ Name: "none" })));
    expect(schedule).toBeInstanceOf(ResourceNotFoundException);
    expect(schedule.message).toBe("Schedule none does not exist.");
  });

  it.each([
    "cron(0 1 * * * *)",
    "cron(INVALID)",
    "rate(10 seconds)",
    "rate(10 years)",
    "rate( 10 minutes )",
    " rate(10 minutes)",
    "at(2021-12-31T23:59:59Z)",
    "at(2021-12-31)",
    "at(2026-02-30T00:00:00)",
  ])("refuse the expression %j, as AWS does", async (ScheduleExpression) => {
    const { schedulerClient: client } = await tickCloud();
    const refused = await faultOf(client.send(new CreateScheduleCommand(aSchedule({ ScheduleExpression }))));
    expect(refused).toBeInstanceOf(ValidationException);
    expect(refused).toMatchObject({
      message: `Invalid Schedule Expression ${ScheduleExpression}.`,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it.each<[why: string, changes: Partial<CreateScheduleCommandInput>, message: string | RegExp]>([
    ["a name with a space", { Name: "a b" }, /Value 'a b' at 'name' failed to satisfy constraint/],
    ["a name of 65 characters", { Name: "a".repeat(65) }, /less than or equal to 64$/],
    ["a zone that is none", { ScheduleExpressionTimezone: "Europe/Atlantis" }, /Europe\/Atlantis is not valid/],
    [
      "a window without its length",
      { FlexibleTimeWindow: { Mode: "FLEXIBLE" } },
      "MaximumWindowInMinutes must be provided when FlexibleTimeWindowMode is set to FLEXIBLE.",
    ],
    [
      "a length without a window",
      { FlexibleTimeWindow: { Mode: "OFF", MaximumWindowInMinutes: 5 } },
      "MaximumWindowInMinutes must not be provided when FlexibleTimeWindowMode is set to OFF.",
    ],
    [
      "a window of more than a day",
      { FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 1441 } },
      /at 'maximumWindowInMinutes'/,
    ],
    [
      "a start that is not before the end",
      { StartDate: new Date("2026-02-01"), EndDate: new Date("2026-02-01") },
      "The StartDate you specify must come before the EndDate.",
    ],
    [
      "a start of more than 5 minutes ago",
      { StartDate: new Date("2025-12-31T23:54:59Z") },
      "The StartDate you specify cannot be earlier than 5 minutes ago.",
    ],
    ["no window", { FlexibleTimeWindow: undefined }, /Value null at 'flexibleTimeWindow'/],
  ])("refuse %s", async (_why, changes, message) => {
    const { schedulerClient: client } = await tickCloud();
    const refused = await faultOf(client.send(new CreateScheduleCommand(aSchedule(changes))));
    expect(refused).toBeInstanceOf(ValidationException);
    expect(refused.message).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
  });

  it.each<[why: string, target: Partial<CreateScheduleCommandInput["Target"]>, message: string | RegExp]>([
    ["a role that is none", { RoleArn: "me" }, /Value 'me' at 'roleArn'/],
    ["an ARN that is none", { Arn: "jobs" }, "Invalid target ARN jobs."],
    [
      "a function",
      { Arn: "arn:aws:lambda:us-east-1:000000000000:function:report" },
      "lambda is not a supported service for a target",
    ],
    ["a FIFO queue without a group", { Arn: queueArn("jobs.fifo") }, "Parameters SqsParameters must be specified"],
    [
      "a group for a standard queue",
      { SqsParameters: { MessageGroupId: "a" } },
      "Parameters MessageGroupId not valid for the target",
    ],
    ["a FIFO dead-letter queue", { DeadLetterConfig: { Arn: queueArn("lost.fifo") } }, /at 'arn'/],
    ["an input of more than 256 KB", { Input: "é".repeat(131_073) }, /more than 262144 bytes/],
    [
      "a universal target without an input",
      { Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", Input: undefined },
      "You must provide an input to set this target for your schedule",
    ],
    [
      "a universal target that reads",
      { Arn: "arn:aws:scheduler:::aws-sdk:sqs:getQueueUrl" },
      "getQueueUrl API is not supported",
    ],
    [
      "a universal target that is not SQS",
      { Arn: "arn:aws:scheduler:::aws-sdk:lambda:invoke" },
      /delivers to SQS only: .* not lambda:invoke/,
    ],
    [
      "a universal target with a region",
      { Arn: "arn:aws:scheduler:us-east-1:000000000000:aws-sdk:sqs:sendMessage" },
      "scheduler is not a supported service for a target",
    ],
    ["186 retries", { RetryPolicy: { MaximumRetryAttempts: 186 } }, /at 'maximumRetryAttempts'/],
  ])("refuse the target that is %s", async (_why, target, message) => {
    const { schedulerClient: client } = await tickCloud();
    const refused = await faultOf(client.send(new CreateScheduleCommand(aSchedule({}, target))));
    expect(refused).toBeInstanceOf(ValidationException);
    expect(refused.message).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
  });
});

describe("UpdateSchedule", () => {
  it("replaces all: what it leaves out has its default again", async () => {
    const { schedulerClient: client, clock } = await tickCloud();
    await client.send(
      new CreateScheduleCommand(
        aSchedule({
          State: "DISABLED",
          Description: "at noon",
          ScheduleExpressionTimezone: "Europe/Oslo",
          ActionAfterCompletion: "DELETE",
        }),
      ),
    );
    await clock.advance(60_000);
    const update = aSchedule({ ScheduleExpression: "rate(1 day)" }, { Input: undefined });
    expect((await client.send(new UpdateScheduleCommand(update))).ScheduleArn).toBe(arn);
    const schedule = await client.send(new GetScheduleCommand({ Name: "beat" }));
    expect(schedule).toMatchObject({
      ScheduleExpression: "rate(1 day)",
      ScheduleExpressionTimezone: "UTC",
      State: "ENABLED",
      ActionAfterCompletion: "NONE",
      CreationDate: new Date("2026-01-01T00:00:00Z"),
      LastModificationDate: new Date("2026-01-01T00:01:00Z"),
    });
    expect(schedule.Description).toBeUndefined();
    expect(schedule.Target?.Input).toBeUndefined();
  });

  it("does not find what is not there, and changes nothing when it refuses", async () => {
    const { schedulerClient: client } = await tickCloud();
    const none = await faultOf(client.send(new UpdateScheduleCommand(aSchedule())));
    expect(none).toBeInstanceOf(ResourceNotFoundException);
    await client.send(new CreateScheduleCommand(aSchedule()));
    await faultOf(client.send(new UpdateScheduleCommand(aSchedule({ ScheduleExpression: "daily" }))));
    const schedule = await client.send(new GetScheduleCommand({ Name: "beat" }));
    expect(schedule.ScheduleExpression).toBe("cron(0 12 * * ? *)");
  });
});

describe("DeleteSchedule", () => {
  it("deletes once", async () => {
    const { schedulerClient: client, clock } = await tickCloud();
    await client.send(new CreateScheduleCommand(aSchedule()));
    expect(clock.waiting).toBe(1);
    await client.send(new DeleteScheduleCommand({ Name: "beat" }));
    expect(clock.waiting).toBe(0);
    const again = await faultOf(client.send(new DeleteScheduleCommand({ Name: "beat" })));
    expect(again).toBeInstanceOf(ResourceNotFoundException);
    // Gone, so that its name is free.
    await client.send(new CreateScheduleCommand(aSchedule()));
  });
});

describe("ListSchedules", () => {
  /** Four schedules in two groups, one of them disabled. */
  async function withSchedules() {
    const cloud = await tickCloud();
    const { schedulerClient: client } = cloud;
    await client.send(new CreateScheduleGroupCommand({ Name: "reports" }));
    for (const [GroupName, Name, State] of [
      ["reports", "daily", "ENABLED"],
      ["default", "daily", "ENABLED"],
      ["default", "hourly", "DISABLED"],
      ["default", "weekly", "ENABLED"],
    ] as const) {
      await client.send(new CreateScheduleCommand(aSchedule({ GroupName, Name, State })));
    }
    const list = async (input: ListSchedulesCommandInput) => {
      const { Schedules = [] } = await client.send(new ListSchedulesCommand(input));
      return Schedules.map(({ GroupName, Name }) => `${GroupName}/${Name}`);
    };
    return { ...cloud, client, list };
  }

  it("lists summaries by group and name", async () => {
    const { client, list } = await withSchedules();
    expect(await list({})).toEqual(["default/daily", "default/hourly", "default/weekly", "reports/daily"]);
    const { Schedules } = await client.send(new ListSchedulesCommand({ MaxResults: 1 }));
    expect(Schedules).toEqual([
      {
        Arn: "arn:aws:scheduler:us-east-1:000000000000:schedule/default/daily",
        Name: "daily",
        GroupName: "default",
        State: "ENABLED",
        CreationDate: new Date("2026-01-01T00:00:00Z"),
        LastModificationDate: new Date("2026-01-01T00:00:00Z"),
        Target: { Arn: queueArn("jobs") },
      },
    ]);
  });

  it("filters by group, prefix and state", async () => {
    const { client, list } = await withSchedules();
    expect(await list({ GroupName: "reports" })).toEqual(["reports/daily"]);
    expect(await list({ NamePrefix: "da" })).toEqual(["default/daily", "reports/daily"]);
    expect(await list({ State: "DISABLED" })).toEqual(["default/hourly"]);
    expect(await list({ GroupName: "default", NamePrefix: "d", State: "ENABLED" })).toEqual(["default/daily"]);
    const none = await faultOf(client.send(new ListSchedulesCommand({ GroupName: "none" })));
    expect(none).toBeInstanceOf(ResourceNotFoundException);
  });

  it("answers in pages", async () => {
    const { client } = await withSchedules();
    const sizes: number[] = [];
    for await (const { Schedules = [] } of paginateListSchedules({ client, pageSize: 3 }, {}))
      sizes.push(Schedules.length);
    expect(sizes).toEqual([3, 1]);
    const refused = await faultOf(client.send(new ListSchedulesCommand({ MaxResults: 101 })));
    expect(refused.message).toBe(
      "1 validation error detected: Value '101' at 'maxResults' failed to satisfy constraint: Member must have value between 1 and 100",
    );
  });
});
