import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { describe, expect, it } from "vitest";
import { FrozenClock } from "../../../../src/runtime/index.ts";
import { faultOf, queueArn, type TickCloudOptions, tickCloud } from "../beat/tick-cloud.ts";
import { aSchedule } from "./a-schedule.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A cloud with a queue "jobs", and ways to make its schedule and to see when it ticked. */
async function ticking(options?: TickCloudOptions) {
  const cloud = await tickCloud(options);
  const { schedulerClient: client, engine, clock, bodies } = cloud;
  engine.create("jobs", { retention: 14 * DAY });
  type Changes = Partial<CreateScheduleCommandInput>;
  const create = (changes: Changes, target?: Partial<CreateScheduleCommandInput["Target"]>) =>
    client.send(new CreateScheduleCommand(aSchedule(changes, target)));
  const update = (changes: Changes) => client.send(new UpdateScheduleCommand(aSchedule(changes)));
  /** Moves the clock to a time, and answers with the scheduled times of what came. */
  const until = async (time: string) => {
    await clock.advance(Date.parse(time) - clock.now());
    return bodies("jobs");
  };
  return { ...cloud, client, create, update, until };
}

const from = (time: string): TickCloudOptions => ({ clock: new FrozenClock(new Date(time)) });

describe("a cron of Scheduler", () => {
  it("is in its time zone, in summer and in winter", async () => {
    const { create, until } = await ticking(from("2026-03-27T00:00:00Z"));
    await create({ ScheduleExpression: "cron(0 12 * * ? *)", ScheduleExpressionTimezone: "Europe/Oslo" });
    expect(await until("2026-03-31T00:00:00Z")).toEqual([
      "2026-03-27T11:00:00Z",
      "2026-03-28T11:00:00Z",
      "2026-03-29T10:00:00Z",
      "2026-03-30T10:00:00Z",
    ]);
  });

  it("skips a local time that the clocks leave out in spring", async () => {
    const { create, until } = await ticking(from("2026-03-28T00:00:00Z"));
    await create({ ScheduleExpression: "cron(30 2 * * ? *)", ScheduleExpressionTimezone: "Europe/Oslo" });
    expect(await until("2026-03-31T00:00:00Z")).toEqual(["2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z"]);
  });

  it("fires once at a local time that the clocks repeat in autumn", async () => {
    const { create, until } = await ticking(from("2026-10-31T12:00:00Z"));
    await create({ ScheduleExpression: "cron(30 1 * * ? *)", ScheduleExpressionTimezone: "America/New_York" });
    const times = await until("2026-11-03T00:00:00Z");
    expect(times).toHaveLength(2);
    expect(["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"]).toContain(times[0]);
    expect(times[1]).toBe("2026-11-02T06:30:00Z");
  });

  it("begins with the minute after its creation", async () => {
    const { create, until } = await ticking(from("2026-01-01T00:00:30Z"));
    await create({ ScheduleExpression: "cron(* * * * ? *)" });
    expect(await until("2026-01-01T00:02:59Z")).toEqual(["2026-01-01T00:01:00Z", "2026-01-01T00:02:00Z"]);
  });

  it("is bounded by a start date, which it may fire at, and an end date, which it may not", async () => {
    const { create, until, clock } = await ticking();
    await create({
      ScheduleExpression: "cron(0 12 * * ? *)",
      StartDate: new Date("2026-01-03T12:00:00Z"),
      EndDate: new Date("2026-01-05T12:00:00Z"),
    });
    expect(await until("2026-01-09T00:00:00Z")).toEqual(["2026-01-03T12:00:00Z", "2026-01-04T12:00:00Z"]);
    expect(clock.waiting).toBe(0);
  });
});

describe("a rate of Scheduler", () => {
  it("begins at once, and goes on in its phase", async () => {
    const { create, until } = await ticking(from("2026-01-01T00:00:12.345Z"));
    await create({ ScheduleExpression: "rate(5 minutes)" });
    expect(await until("2026-01-01T00:11:00Z")).toEqual([
      "2026-01-01T00:00:12Z",
      "2026-01-01T00:05:12Z",
      "2026-01-01T00:10:12Z",
    ]);
  });

  it("begins at its start date when it has one", async () => {
    const { create, until } = await ticking();
    await create({ ScheduleExpression: "rate(1 day)", StartDate: new Date("2026-01-02T08:00:00Z") });
    expect(await until("2026-01-04T00:00:00Z")).toEqual(["2026-01-02T08:00:00Z", "2026-01-03T08:00:00Z"]);
  });

  it("counts days of 24 hours, whatever the clocks do", async () => {
    const { create, until } = await ticking(from("2026-03-28T11:00:00Z"));
    await create({ ScheduleExpression: "rate(1 day)", ScheduleExpressionTimezone: "Europe/Oslo" });
    expect(await until("2026-03-30T12:00:00Z")).toEqual([
      "2026-03-28T11:00:00Z",
      "2026-03-29T11:00:00Z",
      "2026-03-30T11:00:00Z",
    ]);
  });

  it("keeps its phase through an update that leaves the expression as it is", async () => {
    const { create, update, until } = await ticking();
    await create({ ScheduleExpression: "rate(10 minutes)" });
    await until("2026-01-01T00:04:00Z");
    await update({ ScheduleExpression: "rate(10 minutes)", Description: "changed" });
    expect(await until("2026-01-01T00:15:00Z")).toEqual(["2026-01-01T00:10:00Z"]);
    await update({ ScheduleExpression: "rate(7 minutes)" });
    expect(await until("2026-01-01T00:25:00Z")).toEqual(["2026-01-01T00:15:00Z", "2026-01-01T00:22:00Z"]);
  });
});

describe("a one-time schedule", () => {
  it("fires once, in its time zone, and stays", async () => {
    const { create, until, client } = await ticking();
    await create({ ScheduleExpression: "at(2026-07-01T09:00:00)", ScheduleExpressionTimezone: "America/New_York" });
    expect(await until("2026-07-01T12:59:59Z")).toEqual([]);
    expect(await until("2026-07-03T00:00:00Z")).toEqual(["2026-07-01T13:00:00Z"]);
    expect(await client.send(new GetScheduleCommand({ Name: "beat" }))).toMatchObject({ State: "ENABLED" });
  });

  it("does not fire again when it is updated, unless it gets another time", async () => {
    const { create, update, until } = await ticking();
    await create({ ScheduleExpression: "at(2026-01-01T09:00:00)" });
    await until("2026-01-01T10:00:00Z");
    await update({ ScheduleExpression: "at(2026-01-01T09:00:00)", Description: "done" });
    expect(await until("2026-01-01T11:00:00Z")).toEqual([]);
    await update({ ScheduleExpression: "at(2026-01-01T12:00:00)" });
    expect(await until("2026-01-01T13:00:00Z")).toEqual(["2026-01-01T12:00:00Z"]);
  });

  it("deletes itself when it is to", async () => {
    const { create, until, client } = await ticking();
    await create({ ScheduleExpression: "at(2026-01-01T09:00:00)", ActionAfterCompletion: "DELETE" });
    expect(await until("2026-01-01T09:00:00Z")).toEqual(["2026-01-01T09:00:00Z"]);
    expect(await faultOf(client.send(new GetScheduleCommand({ Name: "beat" })))).toBeInstanceOf(
      ResourceNotFoundException,
    );
    expect((await client.send(new ListSchedulesCommand({}))).Schedules).toEqual([]);
  });

  it("fires at once when its time has passed, with that time", async () => {
    const { create, until } = await ticking(from("2026-01-01T09:00:05Z"));
    await create({ ScheduleExpression: "at(2026-01-01T09:00:00)" });
    expect(await until("2026-01-01T09:00:05Z")).toEqual(["2026-01-01T09:00:00Z"]);
  });

  it("takes no notice of start and end dates", async () => {
    const { create, until } = await ticking();
    await create({ ScheduleExpression: "at(2026-01-01T09:00:00)", EndDate: new Date("2026-01-01T08:00:00Z") });
    expect(await until("2026-01-02T00:00:00Z")).toEqual(["2026-01-01T09:00:00Z"]);
  });

  it("never fires at a local time that the clocks leave out", async () => {
    const { create, until, clock } = await ticking(from("2026-03-28T00:00:00Z"));
    await create({ ScheduleExpression: "at(2026-03-29T02:30:00)", ScheduleExpressionTimezone: "Europe/Oslo" });
    expect(clock.waiting).toBe(0);
    expect(await until("2026-03-30T00:00:00Z")).toEqual([]);
  });
});

describe("completion of a recurring schedule", () => {
  it("deletes it after its last tick before the end date, when it is to", async () => {
    const { create, until, client } = await ticking();
    await create({
      ScheduleExpression: "rate(1 hour)",
      EndDate: new Date("2026-01-01T02:30:00Z"),
      ActionAfterCompletion: "DELETE",
    });
    expect(await until("2026-01-01T01:59:00Z")).toHaveLength(2);
    await client.send(new GetScheduleCommand({ Name: "beat" }));
    expect(await until("2026-01-01T02:00:00Z")).toEqual(["2026-01-01T02:00:00Z"]);
    expect(await faultOf(client.send(new GetScheduleCommand({ Name: "beat" })))).toBeInstanceOf(
      ResourceNotFoundException,
    );
  });

  it("is over when the end date is moved", async () => {
    const { create, update, until } = await ticking();
    const hourly = { ScheduleExpression: "rate(1 hour)" };
    await create({ ...hourly, EndDate: new Date("2026-01-01T00:30:00Z") });
    expect(await until("2026-01-01T03:30:00Z")).toHaveLength(1);
    await update(hourly);
    expect(await until("2026-01-01T04:30:00Z")).toEqual(["2026-01-01T04:00:00Z"]);
  });
});

describe("the state of a schedule", () => {
  it("keeps a disabled one still, and does not make up for it", async () => {
    const { create, update, until, clock } = await ticking();
    await create({ ScheduleExpression: "cron(0 * * * ? *)", State: "DISABLED" });
    expect(clock.waiting).toBe(0);
    await until("2026-01-01T02:30:00Z");
    await update({ ScheduleExpression: "cron(0 * * * ? *)", State: "ENABLED" });
    expect(await until("2026-01-01T03:30:00Z")).toEqual(["2026-01-01T03:00:00Z"]);
    await update({ ScheduleExpression: "cron(0 * * * ? *)", State: "DISABLED" });
    expect(await until("2026-01-01T05:30:00Z")).toEqual([]);
  });

  it("ends its ticks with its deletion", async () => {
    const { create, until, client, clock } = await ticking();
    await create({ ScheduleExpression: "rate(1 hour)" });
    await until("2026-01-01T00:30:00Z");
    await client.send(new DeleteScheduleCommand({ Name: "beat" }));
    expect(await until("2026-01-02T00:00:00Z")).toEqual([]);
    expect(clock.waiting).toBe(0);
  });
});

describe("a flexible time window", () => {
  it("is fired in where chance has it, with the scheduled time", async () => {
    const chances = [0.5, 0, 0.999];
    const { create, facts, clock, received } = await ticking({ random: () => chances.shift() ?? 0 });
    await create({
      ScheduleExpression: "cron(0 12 * * ? *)",
      FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 30 },
    });
    await clock.advance(3 * DAY);
    expect(facts.map(({ scheduledAt }) => new Date(scheduledAt).toISOString().slice(5, 16))).toEqual([
      "01-01T12:00",
      "01-02T12:00",
      "01-03T12:00",
    ]);
    const sent = received("jobs").map(({ sentAt }) => new Date(sentAt).toISOString().slice(5, 19));
    expect(sent).toEqual(["01-01T12:15:00", "01-02T12:00:00", "01-03T12:29:58"]);
  });

  it("keeps ticks in order where windows overlap, each within its own", async () => {
    const chances = [0.9, 0.1, 0];
    const { create, clock, received } = await ticking({ random: () => chances.shift() ?? 0 });
    await create({
      ScheduleExpression: "cron(* * * * ? *)",
      FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 10 },
    });
    await clock.advance(10 * MINUTE);
    const came = received("jobs").slice(0, 3);
    expect(
      came.map(({ body, sentAt }) => `${body.slice(11, 16)} at ${new Date(sentAt).toISOString().slice(11, 16)}`),
    ).toEqual(["00:01 at 00:10", "00:02 at 00:10", "00:03 at 00:10"]);
  });
});

describe("what a schedule sends", () => {
  it("is its input with the context attributes filled in", async () => {
    const { create, until } = await ticking();
    const Input =
      '{"at":"<aws.scheduler.scheduled-time>","again":"<aws.scheduler.scheduled-time>","arn":"<aws.scheduler.schedule-arn>","id":"<aws.scheduler.execution-id>","attempt":<aws.scheduler.attempt-number>,"<other>":"<aws.scheduler.none>"}';
    await create({ ScheduleExpression: "at(2026-01-01T09:00:00)" }, { Input });
    const [body = ""] = await until("2026-01-01T10:00:00Z");
    expect(JSON.parse(body)).toEqual({
      at: "2026-01-01T09:00:00Z",
      again: "2026-01-01T09:00:00Z",
      arn: "arn:aws:scheduler:us-east-1:000000000000:schedule/default/beat",
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      attempt: 1,
      "<other>": "<aws.scheduler.none>",
    });
  });

  it("need not be JSON", async () => {
    const { create, until } = await ticking();
    await create({ ScheduleExpression: "at(2026-01-01T09:00:00)" }, { Input: "wake up" });
    expect(await until("2026-01-01T10:00:00Z")).toEqual(["wake up"]);
  });

  it("is a notification where there is no input", async () => {
    const { create, until } = await ticking();
    await create({ ScheduleExpression: "at(2026-01-01T09:00:00)" }, { Input: undefined });
    const [body = ""] = await until("2026-01-01T10:00:00Z");
    expect(JSON.parse(body)).toEqual({
      version: "0",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      "detail-type": "Scheduled Event",
      source: "aws.scheduler",
      account: "000000000000",
      time: "2026-01-01T09:00:00Z",
      region: "us-east-1",
      resources: ["arn:aws:scheduler:us-east-1:000000000000:schedule/default/beat"],
      detail: "{}",
    });
  });

  it("has a group id for a FIFO queue", async () => {
    const { create, clock, engine, received } = await ticking();
    engine.create("mail.fifo", { contentBasedDeduplication: true });
    const target = { Arn: queueArn("mail.fifo"), SqsParameters: { MessageGroupId: "beat" } };
    await create({ ScheduleExpression: "rate(1 hour)" }, target);
    await clock.advance(0);
    expect(received("mail.fifo").map(({ groupId }) => groupId)).toEqual(["beat"]);
  });

  it("comes twice when a test wants it to", async () => {
    const { create, until } = await ticking({ faults: { duplicate: () => true } });
    await create({ ScheduleExpression: "at(2026-01-01T09:00:00)", ActionAfterCompletion: "DELETE" });
    expect(await until("2026-01-01T10:00:00Z")).toEqual(["2026-01-01T09:00:00Z", "2026-01-01T09:00:00Z"]);
  });
});

describe("a universal target", () => {
  const sendMessage = "arn:aws:scheduler:::aws-sdk:sqs:sendMessage";

  it("makes a SendMessage, with a delay and attributes", async () => {
    const { create, engine, clock, received } = await ticking();
    const Input = JSON.stringify({
      QueueUrl: "https://sqs.us-east-1.amazonaws.com/000000000000/jobs",
      MessageBody: "<aws.scheduler.scheduled-time>",
      DelaySeconds: 30,
      MessageAttributes: { kind: { DataType: "String", StringValue: "tick" } },
    });
    await create({ ScheduleExpression: "at(2026-01-01T00:01:00)" }, { Arn: sendMessage, Input });
    await clock.advance(MINUTE);
    expect(engine.queue("jobs").counts.delayed).toBe(1);
    await clock.advance(30_000);
    const [message] = received("jobs");
    expect(message?.body).toBe("2026-01-01T00:01:00Z");
    expect(message?.attributes?.kind?.stringValue).toBe("tick");
  });

  it("makes a SendMessageBatch, such as six messages of one minute", async () => {
    const { create, clock, received } = await ticking();
    const Entries = [0, 10, 20, 30, 40, 50].map((DelaySeconds) => ({
      Id: `${DelaySeconds}`,
      MessageBody: `<aws.scheduler.scheduled-time> +${DelaySeconds}`,
      DelaySeconds,
    }));
    const Input = JSON.stringify({ QueueUrl: "jobs", Entries });
    const Arn = "arn:aws:scheduler:::aws-sdk:sqs:sendMessageBatch";
    await create({ ScheduleExpression: "at(2026-01-01T00:01:00)" }, { Arn, Input });
    await clock.advance(2 * MINUTE);
    expect(received("jobs").map(({ body }) => body)).toEqual(
      [0, 10, 20, 30, 40, 50].map((second) => `2026-01-01T00:01:00Z +${second}`),
    );
  });

  it("that SQS refuses goes to the dead-letter queue with its request", async () => {
    const { create, engine, clock, received, facts } = await ticking();
    engine.create("lost");
    const Input = JSON.stringify({ QueueUrl: "jobs", MessageBody: "late", DelaySeconds: 901 });
    const DeadLetterConfig = { Arn: queueArn("lost") };
    await create({ ScheduleExpression: "at(2026-01-01T00:01:00)" }, { Arn: sendMessage, Input, DeadLetterConfig });
    await clock.advance(MINUTE);
    const [letter] = received("lost");
    expect(letter?.body).toBe(Input);
    expect(letter?.attributes?.ERROR_CODE?.stringValue).toBe("InvalidParameterValue");
    expect(facts.map(({ outcome }) => outcome)).toEqual(["dead-lettered"]);
  });

  it("whose input is no JSON fails likewise", async () => {
    const { create, engine, clock, received } = await ticking();
    engine.create("lost");
    const DeadLetterConfig = { Arn: queueArn("lost") };
    await create(
      { ScheduleExpression: "at(2026-01-01T00:01:00)" },
      { Arn: sendMessage, Input: "hello", DeadLetterConfig },
    );
    await clock.advance(MINUTE);
    expect(received("lost").map(({ body }) => body)).toEqual(["hello"]);
  });
});

describe("a tick of Scheduler that cannot be delivered", () => {
  it("goes to the dead-letter queue as the request that failed, with AWS's attributes", async () => {
    const { create, engine, clock, received, schedules } = await ticking();
    engine.create("lost");
    const target = { Arn: queueArn("gone"), DeadLetterConfig: { Arn: queueArn("lost") } };
    await create({ ScheduleExpression: "at(2026-01-01T00:01:00)" }, target);
    await clock.advance(MINUTE);
    const [letter] = received("lost");
    expect(JSON.parse(letter?.body ?? "")).toEqual({
      MessageBody: "2026-01-01T00:01:00Z",
      QueueUrl: "https://sqs.us-east-1.amazonaws.com/000000000000/gone",
    });
    const text = (stringValue: unknown) => ({ dataType: "String", stringValue });
    expect(letter?.attributes).toEqual({
      SCHEDULE_ARN: text("arn:aws:scheduler:us-east-1:000000000000:schedule/default/beat"),
      TARGET_ARN: text(queueArn("gone")),
      SCHEDULED_TIME: text("2026-01-01T00:01:00Z"),
      EXECUTION_ID: text(expect.stringMatching(/^[0-9a-f]{16}$/)),
      ERROR_CODE: text("AWS.SimpleQueueService.NonExistentQueue"),
      ERROR_MESSAGE: text("The specified queue does not exist."),
      RETRY_ATTEMPTS: text("0"),
      IS_PAYLOAD_TRUNCATED: text("false"),
    });
    expect(schedules.counts).toEqual({ delivered: 0, "dead-lettered": 1, dropped: 0, missed: 0 });
  });

  it("is dropped and counted without a dead-letter queue", async () => {
    const { create, clock, schedules } = await ticking();
    await create({ ScheduleExpression: "rate(1 minute)" }, { Arn: queueArn("gone") });
    await clock.advance(MINUTE);
    expect(schedules.counts.dropped).toBe(2);
  });
});

describe("many schedules", () => {
  it("tick through a year, each kind as often as it should", async () => {
    const { create, clock, facts } = await ticking();
    const expressions = {
      hourly: "cron(0 * * * ? *)",
      "office-hours": "cron(0 9-17 ? * MON-FRI *)",
      monthly: "cron(0 6 1 * ? *)",
      "last-friday": "cron(0 18 ? * 6L *)",
      "every-6-hours": "rate(6 hours)",
      once: "at(2026-12-24T17:00:00)",
    };
    for (const [Name, ScheduleExpression] of Object.entries(expressions)) {
      await create({ Name, ScheduleExpression, ScheduleExpressionTimezone: "Europe/Oslo" });
    }
    await clock.advance(365 * DAY - 1);
    const counts: Record<string, number> = {};
    for (const { name } of facts) counts[name] = (counts[name] ?? 0) + 1;
    // After the first, which is the moment of creation, a year has 8,759 hours, of which Oslo's clocks repeat one in autumn.
    expect(counts).toEqual({
      hourly: 8759 - 1,
      "office-hours": 261 * 9,
      monthly: 12,
      "last-friday": 12,
      "every-6-hours": 1460,
      once: 1,
    });
  }, 60_000);
});
