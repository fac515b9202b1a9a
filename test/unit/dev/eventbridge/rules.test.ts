import {
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  LimitExceededException,
  ListRulesCommand,
  ListTagsForResourceCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  ResourceNotFoundException,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { faultOf, queueArn, tickCloud } from "../beat/tick-cloud.ts";

const arnOf = (name: string) => `arn:aws:events:us-east-1:000000000000:rule/${name}`;
const hourly = { Name: "hourly", ScheduleExpression: "cron(0 * * * ? *)" };
const jobs = { Id: "jobs", Arn: queueArn("jobs") };

describe("PutRule and DescribeRule", () => {
  it("make a rule that is enabled unless told otherwise", async () => {
    const { client } = await tickCloud();
    const { RuleArn } = await client.send(new PutRuleCommand({ ...hourly, Description: "on the hour" }));
    expect(RuleArn).toBe(arnOf("hourly"));
    expect(await client.send(new DescribeRuleCommand({ Name: "hourly" }))).toMatchObject({
      Name: "hourly",
      Arn: arnOf("hourly"),
      ScheduleExpression: "cron(0 * * * ? *)",
      State: "ENABLED",
      Description: "on the hour",
      EventBusName: "default",
      CreatedBy: "000000000000",
    });
    await client.send(new PutRuleCommand({ Name: "idle", ScheduleExpression: "rate(1 day)", State: "DISABLED" }));
    expect(await client.send(new DescribeRuleCommand({ Name: "idle" }))).toMatchObject({ State: "DISABLED" });
  });

  it("replace all of a rule that is there but its targets and its tags", async () => {
    const { client } = await tickCloud();
    const Tags = [{ Key: "app", Value: "shop" }];
    await client.send(new PutRuleCommand({ ...hourly, Description: "on the hour", State: "DISABLED", Tags }));
    await client.send(new PutTargetsCommand({ Rule: "hourly", Targets: [jobs] }));
    await client.send(
      new PutRuleCommand({ Name: "hourly", ScheduleExpression: "rate(2 hours)", Tags: [{ Key: "a", Value: "b" }] }),
    );
    const rule = await client.send(new DescribeRuleCommand({ Name: "hourly" }));
    expect(rule).toMatchObject({ ScheduleExpression: "rate(2 hours)", State: "ENABLED" });
    expect(rule.Description).toBeUndefined();
    const tags = await client.send(new ListTagsForResourceCommand({ ResourceARN: arnOf("hourly") }));
    expect(tags.Tags).toEqual(Tags);
    const refused = await faultOf(client.send(new DeleteRuleCommand({ Name: "hourly" })));
    expect(refused.message).toBe("Rule can't be deleted since it has targets.");
  });

  it.each([
    "rate(10 seconds)",
    "rate(1 minutes)",
    "rate(10 minute)",
    "rate(0 minutes)",
    "rate( 10 minutes )",
    " rate(10 minutes)",
    "cron(0 1 * * * *)",
    "cron(7 20 * * NOT *)",
    "cron(71 8 1 * ? *)",
    "cron(0 12 * * ?)",
    "at(2026-12-24T17:00:00)",
    "hourly",
  ])("refuse the expression %j, as AWS does", async (ScheduleExpression) => {
    const { client } = await tickCloud();
    const refused = await faultOf(client.send(new PutRuleCommand({ Name: "a", ScheduleExpression })));
    expect(refused).toMatchObject({
      name: "ValidationException",
      message: "Parameter ScheduleExpression is not valid.",
      $metadata: { httpStatusCode: 400 },
    });
  });

  it("take an expression that has run out, which never fires", async () => {
    const { client, clock } = await tickCloud();
    await client.send(new PutRuleCommand({ Name: "old", ScheduleExpression: "cron(15 10 ? * 6L 2002-2005)" }));
    expect(clock.waiting).toBe(0);
  });

  it("refuse what is neither scheduled nor a pattern, and patterns, which nothing here would match", async () => {
    const { client } = await tickCloud();
    const neither = await faultOf(client.send(new PutRuleCommand({ Name: "a" })));
    expect(neither.message).toBe("Parameter(s) EventPattern or ScheduleExpression must be specified.");
    const pattern = { Name: "a", EventPattern: '{"source":["shop"]}' };
    for (const input of [pattern, { ...pattern, ...hourly }]) {
      const refused = await faultOf(client.send(new PutRuleCommand(input)));
      expect(refused).toMatchObject({
        name: "ValidationException",
        message: "The embedded cloud has rules with a ScheduleExpression only, not with an EventPattern.",
      });
    }
  });

  it("refuse names and states that AWS refuses, in its words", async () => {
    const { client } = await tickCloud();
    const put = (input: object) => faultOf(client.send(new PutRuleCommand({ ...hourly, ...input })));
    expect((await put({ Name: "a b" })).message).toBe(
      "1 validation error detected: Value 'a b' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[.\\-_A-Za-z0-9]+$",
    );
    expect((await put({ Name: "a".repeat(65) })).message).toMatch(
      /at 'name' failed to satisfy constraint: Member must have length less than or equal to 64$/,
    );
    expect((await put({ Name: "" })).message).toMatch(/Member must have length greater than or equal to 1$/);
    expect((await put({ State: "PAUSED" })).message).toMatch(
      /^1 validation error detected: Value 'PAUSED' at 'state' failed to satisfy constraint: Member must satisfy enum value set: \[ENABLED, DISABLED/,
    );
    expect((await put({ Name: undefined })).message).toMatch(
      /Value null at 'name' failed to satisfy constraint: Member must not be null$/,
    );
  });

  it("know the default bus by its name and its ARN, and no other", async () => {
    const { client } = await tickCloud();
    const defaultArn = "arn:aws:events:us-east-1:000000000000:event-bus/default";
    await client.send(new PutRuleCommand({ ...hourly, EventBusName: defaultArn }));
    await client.send(new DescribeRuleCommand({ Name: "hourly", EventBusName: "default" }));
    const refused = await faultOf(client.send(new DescribeRuleCommand({ Name: "hourly", EventBusName: "orders" })));
    expect(refused).toBeInstanceOf(ResourceNotFoundException);
    expect(refused.message).toBe("Event bus orders does not exist.");
  });

  it("hold no more than 300 rules", async () => {
    const { client } = await tickCloud();
    for (let number = 0; number < 300; number++) {
      await client.send(new PutRuleCommand({ Name: `rule-${number}`, ScheduleExpression: "rate(1 day)" }));
    }
    const refused = await faultOf(client.send(new PutRuleCommand(hourly)));
    expect(refused).toBeInstanceOf(LimitExceededException);
    expect(refused.message).toBe("The requested resource exceeds the maximum number allowed.");
    // One that is there can still be changed.
    await client.send(new PutRuleCommand({ Name: "rule-299", ScheduleExpression: "rate(2 days)" }));
  });
});

describe("ListRules", () => {
  it("lists by name, by prefix, in pages", async () => {
    const { client } = await tickCloud();
    for (const name of ["b-2", "a-1", "b-1", "b-3"]) {
      await client.send(new PutRuleCommand({ Name: name, ScheduleExpression: "rate(1 day)" }));
    }
    const names: unknown[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListRulesCommand({ NamePrefix: "b-", Limit: 2, NextToken }));
      names.push(page.Rules?.map(({ Name }) => Name));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(names).toEqual([["b-1", "b-2"], ["b-3"]]);
    const all = await client.send(new ListRulesCommand({}));
    expect(all.Rules).toHaveLength(4);
    expect(all.Rules?.[0]).toEqual({
      Name: "a-1",
      Arn: arnOf("a-1"),
      ScheduleExpression: "rate(1 day)",
      State: "ENABLED",
      EventBusName: "default",
    });
    expect(all.NextToken).toBeUndefined();
  });

  it("loses and repeats none when rules come and go between two pages", async () => {
    const { client } = await tickCloud();
    for (const Name of ["a", "c", "d"]) {
      await client.send(new PutRuleCommand({ Name, ScheduleExpression: "rate(1 day)" }));
    }
    const first = await client.send(new ListRulesCommand({ Limit: 2 }));
    await client.send(new DeleteRuleCommand({ Name: "c" }));
    await client.send(new PutRuleCommand({ Name: "b", ScheduleExpression: "rate(1 day)" }));
    const second = await client.send(new ListRulesCommand({ Limit: 2, NextToken: first.NextToken }));
    expect(second.Rules?.map(({ Name }) => Name)).toEqual(["d"]);
  });

  it("refuses a token that it has not given, and a limit out of range", async () => {
    const { client } = await tickCloud();
    const token = await faultOf(client.send(new ListRulesCommand({ NextToken: "x" })));
    expect(token).toMatchObject({
      name: "ValidationException",
      message: "The NextToken is not one that an earlier answer gave.",
    });
    const limit = await faultOf(client.send(new ListRulesCommand({ Limit: 101 })));
    expect(limit.message).toBe(
      "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: Member must have value between 1 and 100",
    );
  });
});

describe("EnableRule, DisableRule and DeleteRule", () => {
  it("change the state", async () => {
    const { client } = await tickCloud();
    await client.send(new PutRuleCommand(hourly));
    await client.send(new DisableRuleCommand({ Name: "hourly" }));
    expect(await client.send(new DescribeRuleCommand({ Name: "hourly" }))).toMatchObject({ State: "DISABLED" });
    await client.send(new EnableRuleCommand({ Name: "hourly" }));
    expect(await client.send(new DescribeRuleCommand({ Name: "hourly" }))).toMatchObject({ State: "ENABLED" });
  });

  it("do not find what is not there, but for DeleteRule, to which that is all right", async () => {
    const { client } = await tickCloud();
    for (const command of [
      new EnableRuleCommand({ Name: "none" }),
      new DisableRuleCommand({ Name: "none" }),
      new DescribeRuleCommand({ Name: "none" }),
    ]) {
      const refused = await faultOf(client.send(command as DescribeRuleCommand));
      expect(refused).toBeInstanceOf(ResourceNotFoundException);
      expect(refused.message).toBe("Rule none does not exist on EventBus default.");
    }
    await client.send(new DeleteRuleCommand({ Name: "none" }));
  });

  it("delete a rule that has no targets, by force or not", async () => {
    const { client } = await tickCloud();
    await client.send(new PutRuleCommand(hourly));
    await client.send(new PutTargetsCommand({ Rule: "hourly", Targets: [jobs] }));
    for (const Force of [false, true]) {
      const refused = await faultOf(client.send(new DeleteRuleCommand({ Name: "hourly", Force })));
      expect(refused).toMatchObject({
        name: "ValidationException",
        message: "Rule can't be deleted since it has targets.",
      });
    }
    await client.send(new PutRuleCommand({ Name: "bare", ScheduleExpression: "rate(1 day)" }));
    await client.send(new DeleteRuleCommand({ Name: "bare" }));
    expect(await faultOf(client.send(new DescribeRuleCommand({ Name: "bare" })))).toBeInstanceOf(
      ResourceNotFoundException,
    );
  });
});

describe("tags of a rule", () => {
  it("are put, replaced, listed and taken away", async () => {
    const { client } = await tickCloud();
    const ResourceARN = arnOf("hourly");
    await client.send(new PutRuleCommand({ ...hourly, Tags: [{ Key: "app", Value: "shop" }] }));
    await client.send(
      new TagResourceCommand({
        ResourceARN,
        Tags: [
          { Key: "app", Value: "store" },
          { Key: "team", Value: "" },
        ],
      }),
    );
    expect((await client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual([
      { Key: "app", Value: "store" },
      { Key: "team", Value: "" },
    ]);
    await client.send(new UntagResourceCommand({ ResourceARN, TagKeys: ["app", "none"] }));
    expect((await client.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual([
      { Key: "team", Value: "" },
    ]);
  });

  it("are those of a rule that is there", async () => {
    const { client } = await tickCloud();
    const refused = await faultOf(client.send(new ListTagsForResourceCommand({ ResourceARN: arnOf("none") })));
    expect(refused).toBeInstanceOf(ResourceNotFoundException);
    expect(refused.message).toBe("Rule none does not exist on EventBus default.");
  });
});

describe("PutEvents", () => {
  it("takes what is well formed, and names what is not", async () => {
    const { client } = await tickCloud();
    const good = { Source: "shop", DetailType: "sold", Detail: "{}" };
    const answer = await client.send(
      new PutEventsCommand({ Entries: [good, { ...good, Detail: "{" }, { ...good, Source: undefined }] }),
    );
    expect(answer.FailedEntryCount).toBe(2);
    expect(answer.Entries).toEqual([
      { EventId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." },
      {
        ErrorCode: "InvalidArgument",
        ErrorMessage: "Parameter Source is not valid. Reason: Source is a required argument.",
      },
    ]);
  });
});
