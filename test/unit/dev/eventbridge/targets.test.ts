import {
  LimitExceededException,
  ListRuleNamesByTargetCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  ResourceNotFoundException,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { faultOf, queueArn, tickCloud } from "../beat/tick-cloud.ts";

const jobs: Target = { Id: "jobs", Arn: queueArn("jobs") };

/** A cloud with a rule, and ways to give it targets. */
async function withRule() {
  const cloud = await tickCloud();
  const { client } = cloud;
  await client.send(new PutRuleCommand({ Name: "hourly", ScheduleExpression: "rate(1 hour)" }));
  const put = (...Targets: Target[]) => client.send(new PutTargetsCommand({ Rule: "hourly", Targets }));
  const list = async () => (await client.send(new ListTargetsByRuleCommand({ Rule: "hourly" }))).Targets;
  return { ...cloud, put, list };
}

describe("PutTargets", () => {
  it("keeps every member of a target as it was given", async () => {
    const { put, list } = await withRule();
    const whole: Target = {
      Id: "whole",
      Arn: queueArn("mail.fifo"),
      RoleArn: "arn:aws:iam::000000000000:role/events",
      InputTransformer: { InputPathsMap: { time: "$.time" }, InputTemplate: '{"at":<time>}' },
      SqsParameters: { MessageGroupId: "mail" },
      DeadLetterConfig: { Arn: queueArn("lost") },
      RetryPolicy: { MaximumRetryAttempts: 3, MaximumEventAgeInSeconds: 600 },
    };
    expect(await put(whole, { ...jobs, Input: "[1]" })).toMatchObject({ FailedEntryCount: 0, FailedEntries: [] });
    expect(await list()).toEqual([{ ...jobs, Input: "[1]" }, whole]);
  });

  it("replaces a target of the same id", async () => {
    const { put, list } = await withRule();
    await put({ ...jobs, Input: "[1]" });
    await put({ ...jobs, InputPath: "$.time" });
    expect(await list()).toEqual([{ ...jobs, InputPath: "$.time" }]);
  });

  it("fails the entry of a target that is no queue, and takes the others", async () => {
    const { put, list } = await withRule();
    const Arn = "arn:aws:lambda:us-east-1:000000000000:function:report";
    expect(await put({ Id: "report", Arn }, jobs)).toMatchObject({
      FailedEntryCount: 1,
      FailedEntries: [
        {
          TargetId: "report",
          ErrorCode: "ValidationException",
          ErrorMessage: `The embedded cloud delivers to SQS queues only, and ${Arn} is none.`,
        },
      ],
    });
    expect(await list()).toEqual([jobs]);
  });

  it("takes five targets and not a sixth", async () => {
    const { put, list } = await withRule();
    const targets = [1, 2, 3, 4, 5].map((number) => ({ ...jobs, Id: `${number}` }));
    await put(...targets);
    await put({ ...jobs, Id: "5", Input: "1" });
    expect(await faultOf(put({ ...jobs, Id: "6" }))).toBeInstanceOf(LimitExceededException);
    expect(await list()).toHaveLength(5);
  });

  it.each<[why: string, target: Partial<Target>, message: string | RegExp]>([
    [
      "an ARN that is none",
      { Arn: "jobs" },
      "Parameter jobs is not valid. Reason: Provided Arn is not in correct format.",
    ],
    ["an id with a space", { Id: "a b" }, /at 'id' failed to satisfy constraint/],
    [
      "two kinds of input",
      { Input: "1", InputPath: "$" },
      "Only one of Input, InputPath, or InputTransformer must be provided for target jobs.",
    ],
    ["an input that is no JSON", { Input: "hello" }, "JSON syntax error in input for target jobs."],
    [
      "an input of 8,193 characters",
      { Input: `"${"a".repeat(8191)}"` },
      /at 'input' failed to satisfy constraint: Member must have length less than or equal to 8192$/,
    ],
    ["a path without $", { InputPath: "time" }, "InputPath for target jobs is invalid."],
    ["a path with quotes", { InputPath: "$.detail['a']" }, "InputPath for target jobs is invalid."],
    [
      "a variable that is not in the map",
      { InputTransformer: { InputPathsMap: { time: "$.time" }, InputTemplate: '"<time> <zone>"' } },
      "InputTemplate for target jobs contains invalid placeholder zone.",
    ],
    [
      "a reserved name in the map",
      { InputTransformer: { InputPathsMap: { "aws.events.rule-name": "$.time" }, InputTemplate: '"a"' } },
      /Map keys must satisfy constraint/,
    ],
    [
      "more than 100 paths",
      {
        InputTransformer: {
          InputPathsMap: Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`v${index}`, "$.time"])),
          InputTemplate: '"a"',
        },
      },
      /Member must have length less than or equal to 100$/,
    ],
    [
      "the whole event within a string",
      { InputTransformer: { InputTemplate: '"<aws.events.event.json>"' } },
      "InputTemplate for target jobs contains placeholder aws.events.event.json valid only for JSON template.",
    ],
    [
      "a template without its quotes",
      { InputTransformer: { InputPathsMap: { time: "$.time" }, InputTemplate: "at <time>" } },
      "Invalid InputTemplate for target jobs : it is no JSON.",
    ],
    [
      "a FIFO queue without a group",
      { Arn: queueArn("jobs.fifo") },
      "Parameter(s) SqsParameters must be specified for target: jobs.",
    ],
    ["a group id of 101 characters", { SqsParameters: { MessageGroupId: "a".repeat(101) } }, /at 'messageGroupId'/],
    [
      "a dead-letter topic",
      { DeadLetterConfig: { Arn: "arn:aws:sns:us-east-1:000000000000:lost" } },
      "sns is not supported as a dead letter resource.",
    ],
    [
      "a FIFO dead-letter queue",
      { DeadLetterConfig: { Arn: queueArn("lost.fifo") } },
      "SQS FIFO is not supported by Dead Letter Queues.",
    ],
    ["186 retries", { RetryPolicy: { MaximumRetryAttempts: 186 } }, /at 'maximumRetryAttempts'.* between 0 and 185$/],
    ["an age of 59 seconds", { RetryPolicy: { MaximumEventAgeInSeconds: 59 } }, /at 'maximumEventAgeInSeconds'/],
  ])("refuses %s", async (_why, target, message) => {
    const { put, list } = await withRule();
    const refused = await faultOf(put({ ...jobs, ...target }));
    expect(refused.name).toBe("ValidationException");
    expect(refused.message).toEqual(message instanceof RegExp ? expect.stringMatching(message) : message);
    expect(await list()).toEqual([]);
  });

  it("refuses two targets of one id, and a rule that is not there", async () => {
    const { put, client } = await withRule();
    expect((await faultOf(put(jobs, jobs))).message).toBe(
      "Parameter targets is not valid. Reason: More than one target with Id 'jobs' is provided.",
    );
    const none = await faultOf(client.send(new PutTargetsCommand({ Rule: "none", Targets: [jobs] })));
    expect(none).toBeInstanceOf(ResourceNotFoundException);
    expect((await faultOf(put())).message).toMatch(/at 'targets' .* greater than or equal to 1$/);
  });
});

describe("RemoveTargets", () => {
  it("takes targets away, and fails the entry of one that is not there", async () => {
    const { put, list, client } = await withRule();
    await put(jobs, { ...jobs, Id: "more" });
    const answer = await client.send(new RemoveTargetsCommand({ Rule: "hourly", Ids: ["jobs", "none"] }));
    expect(answer).toMatchObject({
      FailedEntryCount: 1,
      FailedEntries: [
        {
          TargetId: "none",
          ErrorCode: "ResourceNotFoundException",
          ErrorMessage: "Rule 'hourly' does not have a target with the Id 'none'.",
        },
      ],
    });
    expect((await list())?.map(({ Id }) => Id)).toEqual(["more"]);
  });
});

describe("ListTargetsByRule and ListRuleNamesByTarget", () => {
  it("list in pages", async () => {
    const { put, client } = await withRule();
    await put(...["c", "a", "b"].map((Id) => ({ ...jobs, Id })));
    const first = await client.send(new ListTargetsByRuleCommand({ Rule: "hourly", Limit: 2 }));
    expect(first.Targets?.map(({ Id }) => Id)).toEqual(["a", "b"]);
    const rest = await client.send(
      new ListTargetsByRuleCommand({ Rule: "hourly", Limit: 2, NextToken: first.NextToken }),
    );
    expect(rest.Targets?.map(({ Id }) => Id)).toEqual(["c"]);
    expect(rest.NextToken).toBeUndefined();
  });

  it("name the rules that have a target", async () => {
    const { put, client } = await withRule();
    await put(jobs);
    for (const Name of ["daily", "weekly"]) {
      await client.send(new PutRuleCommand({ Name, ScheduleExpression: "rate(1 day)" }));
    }
    await client.send(new PutTargetsCommand({ Rule: "daily", Targets: [jobs] }));
    await client.send(new PutTargetsCommand({ Rule: "weekly", Targets: [{ ...jobs, Arn: queueArn("mail") }] }));
    const ask = (Limit: number, NextToken?: string) =>
      client.send(new ListRuleNamesByTargetCommand({ TargetArn: queueArn("jobs"), Limit, NextToken }));
    expect((await ask(10)).RuleNames).toEqual(["daily", "hourly"]);
    const first = await ask(1);
    expect(first.RuleNames).toEqual(["daily"]);
    expect((await ask(1, first.NextToken)).RuleNames).toEqual(["hourly"]);
  });
});
