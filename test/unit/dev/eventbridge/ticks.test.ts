import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { eventBridge } from "../../../../src/dev/eventbridge/index.ts";
import type { RequestContext } from "../../../../src/dev/wire/index.ts";
import { QueueEngine } from "../../../../src/queue/index.ts";
import { FrozenClock, uuidIds } from "../../../../src/runtime/index.ts";
import { LeapingClock } from "../beat/leaping-clock.ts";
import { queueArn, type TickCloudOptions, tickCloud } from "../beat/tick-cloud.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A cloud with a queue "jobs" and a rule "beat" that sends the time of each tick to it. */
async function beating(expression: string, options?: TickCloudOptions, target: Partial<Target> = {}) {
  const cloud = await tickCloud(options);
  const { client, engine, bodies } = cloud;
  engine.create("jobs");
  const rule = (ScheduleExpression: string) => client.send(new PutRuleCommand({ Name: "beat", ScheduleExpression }));
  await rule(expression);
  const time: Target = { Id: "jobs", Arn: queueArn("jobs"), InputPath: "$.time", ...target };
  await client.send(new PutTargetsCommand({ Rule: "beat", Targets: [time] }));
  /** The times of the ticks that have come since the last look. */
  const times = () => bodies("jobs").map((body) => String(JSON.parse(body)).replace(/^2026-/, ""));
  return { ...cloud, rule, times };
}

describe("a rule", () => {
  it("sends AWS's own event at the minute of a cron", async () => {
    const { client, engine, clock, bodies } = await tickCloud({
      clock: new FrozenClock(Date.UTC(2026, 0, 1, 0, 0, 12)),
    });
    engine.create("jobs");
    await client.send(new PutRuleCommand({ Name: "beat", ScheduleExpression: "cron(0/15 * * * ? *)" }));
    await client.send(new PutTargetsCommand({ Rule: "beat", Targets: [{ Id: "jobs", Arn: queueArn("jobs") }] }));
    await clock.advance(14 * MINUTE);
    expect(bodies("jobs")).toEqual([]);
    await clock.advance(48_000);
    const [body = ""] = bodies("jobs");
    const { id } = JSON.parse(body);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect(body).toBe(
      `{"version":"0","id":"${id}","detail-type":"Scheduled Event","source":"aws.events","account":"000000000000","time":"2026-01-01T00:15:00Z","region":"us-east-1","resources":["arn:aws:events:us-east-1:000000000000:rule/beat"],"detail":{}}`,
    );
  });

  it("gives the targets of a tick one event, and each tick another", async () => {
    const { client, engine, clock, bodies } = await tickCloud();
    for (const name of ["a", "b"]) engine.create(name);
    await client.send(new PutRuleCommand({ Name: "beat", ScheduleExpression: "rate(1 minute)" }));
    const Targets = ["a", "b"].map((name) => ({ Id: name, Arn: queueArn(name), InputPath: "$.id" }));
    await client.send(new PutTargetsCommand({ Rule: "beat", Targets }));
    await clock.advance(2 * MINUTE);
    const [a, b] = [bodies("a"), bodies("b")];
    expect(a).toEqual(b);
    expect(new Set(a).size).toBe(2);
  });

  it("counts a rate from its creation, to the second", async () => {
    const clock = new FrozenClock(Date.UTC(2026, 0, 1, 0, 0, 12, 345));
    const { times, rule } = await beating("rate(5 minutes)", { clock });
    await clock.advance(11 * MINUTE);
    expect(times()).toEqual(["01-01T00:05:12Z", "01-01T00:10:12Z"]);
    // As long as the expression stays, a rule that is put again keeps its phase.
    await rule("rate(5 minutes)");
    await clock.advance(5 * MINUTE);
    expect(times()).toEqual(["01-01T00:15:12Z"]);
    await rule("rate(2 minutes)");
    await clock.advance(3 * MINUTE);
    expect(times()).toEqual(["01-01T00:18:12Z"]);
  });

  it("is in UTC, with the wildcards of EventBridge", async () => {
    const { clock, facts } = await beating("cron(30 18 ? * 6L *)");
    await clock.advance(90 * DAY);
    const times = facts.map(({ scheduledAt }) => new Date(scheduledAt).toISOString().slice(0, 16));
    expect(times).toEqual(["2026-01-30T18:30", "2026-02-27T18:30", "2026-03-27T18:30"]);
  });

  it("does not fire while it is disabled, and does not make up for it", async () => {
    const { client, clock, times } = await beating("cron(0 * * * ? *)");
    await clock.advance(HOUR);
    await client.send(new DisableRuleCommand({ Name: "beat" }));
    expect(clock.waiting).toBe(0);
    await clock.advance(2 * HOUR);
    await client.send(new EnableRuleCommand({ Name: "beat" }));
    await clock.advance(HOUR);
    expect(times()).toEqual(["01-01T01:00:00Z", "01-01T04:00:00Z"]);
  });

  it("follows a new expression at once, and ends with its deletion", async () => {
    const { client, clock, rule, times } = await beating("cron(0 * * * ? *)");
    await rule("cron(30 * * * ? *)");
    await clock.advance(HOUR);
    expect(times()).toEqual(["01-01T00:30:00Z"]);
    await client.send(new RemoveTargetsCommand({ Rule: "beat", Ids: ["jobs"] }));
    await clock.advance(HOUR);
    await client.send(new DeleteRuleCommand({ Name: "beat" }));
    expect(clock.waiting).toBe(0);
    expect(times()).toEqual([]);
  });

  it("delivers a tick twice when a test wants it to", async () => {
    const duplicate = ({ scheduledAt }: { scheduledAt: number }) => scheduledAt % HOUR === 0;
    const { clock, times, events } = await beating("rate(30 minutes)", { faults: { duplicate } });
    await clock.advance(HOUR);
    expect(times()).toEqual(["01-01T00:30:00Z", "01-01T01:00:00Z", "01-01T01:00:00Z"]);
    expect(events.counts.delivered).toBe(2);
  });

  it("puts a group id on its messages, for FIFO and for fair queues", async () => {
    const { client, clock, engine, received } = await tickCloud();
    engine.create("jobs");
    engine.create("mail.fifo", { contentBasedDeduplication: true });
    await client.send(new PutRuleCommand({ Name: "beat", ScheduleExpression: "rate(1 minute)" }));
    const SqsParameters = { MessageGroupId: "beat" };
    const Targets = ["jobs", "mail.fifo"].map((name, index) => ({
      Id: `${index}`,
      Arn: queueArn(name),
      SqsParameters,
    }));
    await client.send(new PutTargetsCommand({ Rule: "beat", Targets }));
    await clock.advance(MINUTE);
    expect(received("jobs").map(({ groupId }) => groupId)).toEqual(["beat"]);
    expect(received("mail.fifo").map(({ groupId }) => groupId)).toEqual(["beat"]);
  });
});

describe("a tick that cannot be delivered", () => {
  it("goes to the dead-letter queue at once, as the event it was, and says why", async () => {
    const lost = { Arn: queueArn("gone"), DeadLetterConfig: { Arn: queueArn("lost") } };
    const { clock, engine, received, events, facts } = await beating("rate(1 minute)", {}, lost);
    engine.create("lost");
    await clock.advance(MINUTE);
    const [letter] = received("lost");
    expect(JSON.parse(letter?.body ?? "")).toMatchObject({ source: "aws.events", time: "2026-01-01T00:01:00Z" });
    expect(letter?.attributes).toEqual({
      RULE_ARN: { dataType: "String", stringValue: "arn:aws:events:us-east-1:000000000000:rule/beat" },
      TARGET_ARN: { dataType: "String", stringValue: queueArn("gone") },
      ERROR_CODE: { dataType: "String", stringValue: "NO_RESOURCE" },
      ERROR_MESSAGE: { dataType: "String", stringValue: "The specified queue does not exist." },
      RETRY_ATTEMPTS: { dataType: "String", stringValue: "0" },
    });
    expect(events.counts).toEqual({ delivered: 0, "dead-lettered": 1, dropped: 0, missed: 0 });
    expect(facts).toEqual([
      {
        type: "tick",
        source: "arn:aws:events:us-east-1:000000000000:rule/beat",
        name: "beat",
        target: queueArn("gone"),
        scheduledAt: Date.UTC(2026, 0, 1, 0, 1),
        outcome: "dead-lettered",
        body: '"2026-01-01T00:01:00Z"',
        problem: "AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist.",
      },
    ]);
  });

  it("tells a message that the queue does not take from a queue that is gone", async () => {
    const lost = {
      Arn: queueArn("mail.fifo"),
      SqsParameters: { MessageGroupId: "beat" },
      DeadLetterConfig: { Arn: queueArn("lost") },
    };
    const { clock, engine, received } = await beating("rate(1 minute)", {}, lost);
    engine.create("lost");
    // Without deduplication by content EventBridge can send nothing to it.
    engine.create("mail.fifo");
    await clock.advance(MINUTE);
    expect(received("lost")[0]?.attributes?.ERROR_CODE?.stringValue).toBe("INVALID_PARAMETER");
  });

  it("is dropped and counted without a dead-letter queue, and with one that is gone as well", async () => {
    const { clock, events, engine } = await beating("rate(1 minute)", {}, { Arn: queueArn("gone") });
    await clock.advance(2 * MINUTE);
    expect(events.counts.dropped).toBe(2);
    // A queue that comes later gets what is sent from then on.
    engine.create("gone");
    await clock.advance(MINUTE);
    expect(events.counts).toEqual({ delivered: 1, "dead-lettered": 0, dropped: 2, missed: 0 });
  });
});

describe("rules over long times", () => {
  const context = {} as RequestContext;

  it("fire each minute of a year", () => {
    const start = Date.UTC(2026, 0, 1);
    const clock = new LeapingClock(start);
    const ids = uuidIds(clock);
    const engine = new QueueEngine({ clock, ids });
    engine.create("jobs", { retention: MINUTE });
    let expected = start;
    let off = 0;
    const events = eventBridge({
      clock,
      ids,
      engine,
      tell: ({ scheduledAt }) => {
        expected += MINUTE;
        if (scheduledAt !== expected || clock.now() !== expected) off++;
      },
    });
    const { PutRule, PutTargets } = events.service.operations;
    PutRule?.({ Name: "beat", ScheduleExpression: "cron(* * * * ? *)" }, context);
    PutTargets?.({ Rule: "beat", Targets: [{ Id: "jobs", Arn: queueArn("jobs"), Input: "{}" }] }, context);
    clock.leapTo(start + 365 * DAY);
    expect(events.counts).toEqual({ delivered: 525_600, "dead-lettered": 0, dropped: 0, missed: 0 });
    expect(off).toBe(0);
  }, 120_000);

  it("leave out what fell due while the machine slept", async () => {
    const clock = new FrozenClock();
    let slept = 0;
    const sleepy = { now: () => clock.now() + slept, after: clock.after.bind(clock) };
    const ids = uuidIds(clock);
    const engine = new QueueEngine({ clock, ids });
    engine.create("jobs");
    const facts: string[] = [];
    const events = eventBridge({
      clock: sleepy,
      ids,
      engine,
      tell: ({ outcome, scheduledAt }) => facts.push(`${outcome} ${new Date(scheduledAt).toISOString().slice(11, 16)}`),
    });
    const { PutRule, PutTargets } = events.service.operations;
    PutRule?.({ Name: "beat", ScheduleExpression: "rate(1 hour)" }, context);
    PutTargets?.({ Rule: "beat", Targets: [{ Id: "jobs", Arn: queueArn("jobs") }] }, context);
    await clock.advance(30 * MINUTE);
    slept = 2 * HOUR;
    await clock.advance(HOUR);
    expect(facts).toEqual(["missed 01:00", "missed 02:00", "delivered 03:00"]);
    events.close();
  });
});
