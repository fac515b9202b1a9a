import type { Stack } from "aws-cdk-lib";
import { Annotations, Match } from "aws-cdk-lib/assertions";
import { Key } from "aws-cdk-lib/aws-kms";
import { Code, Function as Lambda, Runtime } from "aws-cdk-lib/aws-lambda";
import { describe, expect, it } from "vitest";
import { Lovage, type LovageProps } from "../../cdk/index.ts";
import { sourceFiles } from "../support/source-files.ts";
import { aStack, only, synth } from "../support/synth.ts";

const entry = "test/cdk/fixture/tasks.ts";
const queues = { default: {}, "orders.fifo": {} };
const region = { env: { region: "eu-central-1" } };
const lovage = (stack: Stack, props: Partial<LovageProps> = {}) =>
  new Lovage(stack, "Shop", { app: "shop", entry, queues, ...props });
const arn = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });
const scheduler = { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: "scheduler.amazonaws.com" } }] } };
const account = { Ref: "AWS::AccountId" };
const joined = (...parts: unknown[]) => ({ "Fn::Join": ["", parts] });
const arnOf = (service: string, resource: unknown[]) =>
  joined("arn:", { Ref: "AWS::Partition" }, `:${service}:`, { Ref: "AWS::Region" }, ":", account, ...resource);
const rules = arnOf("events", [":rule/lovage-shop.*"]);

describe("the beat of an app", () => {
  const template = synth((stack) => lovage(stack));
  const idOf = (name: RegExp) =>
    Object.keys(template.findResources("AWS::SQS::Queue")).find((id) => name.test(id)) ?? "";
  const group = only(template, "AWS::Scheduler::ScheduleGroup");
  const targets = [
    idOf(/Queuesdefault[0-9A-F]{8}$/),
    idOf(/Queuesordersfifo[0-9A-F]{8}$/),
    idOf(/BeatDeadLetterQueue/),
  ];

  it("lets Scheduler send to the app's queues, for schedules of this account's own group, and do nothing else", () => {
    expect(only(template, "AWS::IAM::Role", scheduler).properties).toEqual({
      AssumeRolePolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "sts:AssumeRole",
            Principal: { Service: "scheduler.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": account, "aws:SourceArn": arn(group.id) } },
          },
        ],
      },
      Description: expect.stringContaining('"shop"'),
      Policies: [
        {
          PolicyName: "Beat",
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [{ Sid: "Send", Effect: "Allow", Action: "sqs:SendMessage", Resource: targets.map(arn) }],
          },
        },
      ],
      Tags: [{ Key: "lovage:app", Value: "shop" }],
    });
  });

  it("lets the rules of this app alone send to its queues, and to no dead-letter queue of a queue", () => {
    const letting = Object.values(template.findResources("AWS::SQS::QueuePolicy")).flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.filter(({ Effect }: { Effect: string }) => Effect === "Allow"),
    );
    const statement = (id: string) => ({
      Sid: "Rules",
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Principal: { Service: "events.amazonaws.com" },
      Resource: arn(id),
      Condition: { ArnLike: { "aws:SourceArn": rules } },
    });
    expect(letting).toEqual(targets.map(statement));
  });

  it("takes no deduplication id from EventBridge on a FIFO queue, which must do without", () => {
    const fifo = { FifoQueue: true, ContentBasedDeduplication: true };
    template.resourcePropertiesCountIs("AWS::SQS::Queue", fifo, 1);
  });

  it("lets no worker change a schedule, unless it is granted", () => {
    const rightsOf = (grants: boolean) => {
      const granted = synth((stack) => {
        const shop = lovage(stack);
        if (grants) for (const worker of Object.values(shop.workers)) shop.grants.manageSchedules(worker.function);
      });
      const roles = granted.findResources("AWS::IAM::Role", {
        Properties: { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: "lambda.amazonaws.com" } }] } },
      });
      return JSON.stringify([roles, granted.findResources("AWS::IAM::Policy")]);
    };
    expect(rightsOf(true)).toMatch(/events:PutRule.*lovage-shop\.\*/);
    // What it may keep in Scheduler are long delays, whose names begin otherwise.
    expect(rightsOf(false)).not.toMatch(/"events:|lovage-shop\./);
  });

  it("keeps ticks that cannot be delivered for as long as SQS keeps anything, encrypted and by TLS alone", () => {
    const properties = template.findResources("AWS::SQS::Queue")[idOf(/BeatDeadLetterQueue/)]?.Properties;
    expect(properties).toMatchObject({ MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true });
  });

  it("lets EventBridge use a key of the customer's own, in this account alone", () => {
    const withKey = synth((stack) => lovage(stack, { encryptionKey: new Key(stack, "Key") }), region);
    const { id, properties } = only(withKey, "AWS::KMS::Key");
    const use = ["kms:GenerateDataKey", "kms:Decrypt"];
    const { Statement } = Object(properties.KeyPolicy);
    expect(Statement.filter(({ Principal }: { Principal: { Service?: string } }) => Principal.Service)).toEqual([
      {
        Sid: "Rules",
        Effect: "Allow",
        Action: use,
        Principal: { Service: "events.amazonaws.com" },
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ]);
    expect(only(withKey, "AWS::IAM::Role", scheduler).properties.Policies).toMatchObject([
      { PolicyDocument: { Statement: [{ Sid: "Send" }, { Sid: "QueueKey0", Action: use, Resource: arn(id) }] } },
    ]);
  });

  it("warns of a key whose policy it cannot change", () => {
    const stack = aStack(region);
    const key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    lovage(stack, { encryptionKey: Key.fromKeyArn(stack, "Key", key) });
    const found = Annotations.fromStack(stack).findWarning("*", Match.stringLikeRegexp("events.amazonaws.com"));
    expect(found).toHaveLength(1);
  });

  it("counts the ticks that could not be delivered", () => {
    const { beat } = lovage(aStack());
    expect(beat.metricDeadLetters()).toMatchObject({ metricName: "ApproximateNumberOfMessagesVisible" });
  });
});

describe("grants.manageSchedules", () => {
  const template = synth((stack) => {
    const code = Code.fromInline("//");
    const web = new Lambda(stack, "Web", { runtime: Runtime.NODEJS_24_X, handler: "index.handler", code });
    lovage(stack).grants.manageSchedules(web);
  });
  const statements: { Action: string | string[]; Resource: unknown; Condition?: unknown }[] = Object(
    only(template, "AWS::IAM::Policy").properties.PolicyDocument,
  ).Statement;
  const group = only(template, "AWS::Scheduler::ScheduleGroup").id;

  it("lets a function change the app's own rules and schedules, and pass Scheduler the app's own role", () => {
    const on = (action: string) => statements.find(({ Action }) => [Action].flat().includes(action));
    expect(on("events:PutRule")?.Resource).toEqual(rules);
    const schedules = arnOf("scheduler", [":schedule/", { Ref: group }, "/lovage-shop.*"]);
    const messages = arnOf("scheduler", [":schedule/", { Ref: group }, "/lovage.shop.*"]);
    const creating = statements.filter(({ Action }) => Action.includes("scheduler:CreateSchedule"));
    expect(creating.flatMap(({ Resource }) => Resource)).toEqual([messages, schedules]);
    expect(on("iam:PassRole")).toMatchObject({
      Resource: arn(only(template, "AWS::IAM::Role", scheduler).id),
      Condition: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
    });
  });

  it("allows every call that the beat makes, and of EventBridge and Scheduler no other", () => {
    const files = sourceFiles("src/aws/beat");
    const calls = files.flatMap(({ text }) => [...text.matchAll(/\bnew (\w+)Command\(/g)].map(([, name = ""]) => name));
    const actions = statements.flatMap(({ Action }) => Action);
    const allowed = actions
      .filter((action) => /^(events|scheduler):/.test(action))
      .map((action) => action.split(":")[1]);
    expect(calls.length).toBeGreaterThan(10);
    expect([...new Set(allowed)].sort()).toEqual([...new Set(calls)].sort());
  });

  it("asks for a wildcard only where AWS has nothing narrower", () => {
    const wide = statements.filter(({ Resource }) => Resource === "*");
    expect(wide.flatMap(({ Action }) => Action)).toEqual(["events:ListRules", "scheduler:ListSchedules"]);
  });

  it("lets it send and read as well, as a schedule that is put may begin at once", () => {
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions).toEqual(
      expect.arrayContaining(["sqs:SendMessage", "dynamodb:BatchGetItem", "sqs:GetQueueAttributes"]),
    );
  });
});
