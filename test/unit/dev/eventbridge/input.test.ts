import { PutRuleCommand, PutTargetsCommand, type Target } from "@aws-sdk/client-eventbridge";
import { describe, expect, it } from "vitest";
import { FrozenClock } from "../../../../src/runtime/index.ts";
import { queueArn, tickCloud } from "../beat/tick-cloud.ts";

const ruleArn = "arn:aws:events:us-east-1:000000000000:rule/beat";

/** What a queue gets of a tick at 2026-01-01T00:01:00Z, from a target with this input. */
async function bodyFor(input: Partial<Target>): Promise<string> {
  const { client, engine, clock, bodies } = await tickCloud({ clock: new FrozenClock(Date.UTC(2026, 0, 1)) });
  engine.create("jobs");
  await client.send(new PutRuleCommand({ Name: "beat", ScheduleExpression: "cron(* * * * ? *)" }));
  const Targets = [{ Id: "jobs", Arn: queueArn("jobs"), ...input }];
  await client.send(new PutTargetsCommand({ Rule: "beat", Targets }));
  await clock.advance(60_000);
  const [body] = bodies("jobs");
  if (body === undefined) throw new Error("Nothing was delivered.");
  return body;
}

const templated = (InputTemplate: string, InputPathsMap?: Record<string, string>) =>
  bodyFor({ InputTransformer: { InputTemplate, InputPathsMap } });

describe("Input", () => {
  it("is sent as it was written", async () => {
    expect(await bodyFor({ Input: '{ "task": "add",  "args": [ 4, 4 ] }' })).toBe(
      '{ "task": "add",  "args": [ 4, 4 ] }',
    );
  });

  it("may have 8,192 characters", async () => {
    const Input = `"${"é".repeat(8190)}"`;
    expect(await bodyFor({ Input })).toBe(Input);
  });
});

describe("InputPath", () => {
  it.each([
    ["$.time", '"2026-01-01T00:01:00Z"'],
    ["$.detail", "{}"],
    ["$.detail-type", '"Scheduled Event"'],
    ["$.resources", `["${ruleArn}"]`],
    ["$.resources[0]", `"${ruleArn}"`],
    ["$.resources[*]", `["${ruleArn}"]`],
  ])("%s makes a message of that part of the event", async (InputPath, body) => {
    expect(await bodyFor({ InputPath })).toBe(body);
  });

  it("$ is the whole event", async () => {
    expect(JSON.parse(await bodyFor({ InputPath: "$" }))).toMatchObject({ source: "aws.events", detail: {} });
  });

  it("that leads to nothing fails the delivery", async () => {
    await expect(bodyFor({ InputPath: "$.detail.none" })).rejects.toThrow("Nothing was delivered.");
  });
});

describe("InputTransformer", () => {
  const time = { time: "$.time" };

  it("puts a variable into a string as bare text, and into JSON with its quotes", async () => {
    expect(await templated('{"at":"<time>","raw":<time>}', time)).toBe(
      '{"at":"2026-01-01T00:01:00Z","raw":"2026-01-01T00:01:00Z"}',
    );
  });

  it("knows a string by its unescaped quotes", async () => {
    expect(await templated('{"say": "at \\"<time>\\" sharp", "back": "\\\\", "raw": <time>}', time)).toBe(
      '{"say":"at \\"2026-01-01T00:01:00Z\\" sharp","back":"\\\\","raw":"2026-01-01T00:01:00Z"}',
    );
  });

  it("minifies JSON, and leaves a string as it is, quotes and all", async () => {
    expect(await templated('{ "a" : [ 1,  true, <time> ] }', time)).toBe('{"a":[1,true,"2026-01-01T00:01:00Z"]}');
    expect(await templated('"It is  <time>."', time)).toBe('"It is  2026-01-01T00:01:00Z."');
    expect(await templated('"It is <time>."\n"Hurry."', time)).toBe('"It is 2026-01-01T00:01:00Z."\n"Hurry."');
  });

  it("leaves a message in base64 within it alone", async () => {
    const body = Buffer.from('[[4,4],{},{"chord":null}]').toString("base64");
    expect(await templated(`{"body":"${body}","headers":{"tick":"<time>"}}`, time)).toBe(
      `{"body":"${body}","headers":{"tick":"2026-01-01T00:01:00Z"}}`,
    );
  });

  it("has variables of its own for the rule and the moment", async () => {
    expect(
      await templated(
        '{"arn":<aws.events.rule-arn>,"name":"<aws.events.rule-name>","at":"<aws.events.event.ingestion-time>"}',
      ),
    ).toBe(`{"arn":"${ruleArn}","name":"beat","at":"2026-01-01T00:01:00Z"}`);
    expect(await templated('"<aws.events.rule-name> ticked"')).toBe('"beat ticked"');
  });

  it("has variables of its own for the event, with and without its detail", async () => {
    const body = JSON.parse(await templated('{"event":<aws.events.event>,"json":<aws.events.event.json>}'));
    expect(body.json).toMatchObject({ "detail-type": "Scheduled Event", time: "2026-01-01T00:01:00Z", detail: {} });
    expect(body.event).toEqual({
      version: "0",
      id: body.json.id,
      detailType: "Scheduled Event",
      source: "aws.events",
      account: "000000000000",
      time: "2026-01-01T00:01:00Z",
      region: "us-east-1",
      resources: [ruleArn],
    });
  });

  it("writes lists and objects as JSON, and without quotes into a string", async () => {
    const paths = { resources: "$.resources", detail: "$.detail" };
    expect(await templated('{"list":<resources>,"object":<detail>,"text":"<resources> <detail>"}', paths)).toBe(
      `{"list":["${ruleArn}"],"object":{},"text":"[${ruleArn}] {}"}`,
    );
  });

  it("makes the empty string of a variable that leads to nothing", async () => {
    expect(await templated('{"a":<none>,"b":"[<none>]"}', { none: "$.detail.none" })).toBe('{"a":"","b":"[]"}');
  });
});
