import type { Stack } from "aws-cdk-lib";
import { App, Stack as CdkStack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { AccountRootPrincipal, Role } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Code, Function as Lambda, Runtime } from "aws-cdk-lib/aws-lambda";
import { describe, expect, it } from "vitest";
import { Lovage } from "../../cdk/index.ts";
import { only, synth } from "../support/synth.ts";

const entry = "test/cdk/fixture/tasks.ts";
const queues = { default: {}, mail: {} };
const aLovage = (stack: Stack) =>
  new Lovage(stack, "Shop", { app: "shop", entry, queues, routes: { "mail.*": "mail" } });
const aFunction = (stack: Stack) =>
  new Lambda(stack, "Web", { runtime: Runtime.NODEJS_24_X, handler: "index.handler", code: Code.fromInline("//") });
const web = { Handler: "index.handler", Code: { ZipFile: "//" } };
const idsOf = (template: Template, type: string, name: RegExp) =>
  Object.keys(template.findResources(type)).filter((id) => name.test(id));

describe("grants.send", () => {
  it("lets a function send to exactly the app's queues and read results, and tells it where they are", () => {
    const template = synth((stack) => aLovage(stack).grants.send(aFunction(stack)));
    const [defaultQueue, mail] = idsOf(template, "AWS::SQS::Queue", /Queues(default|mail)[0-9A-F]{8}$/);
    const [ticks] = idsOf(template, "AWS::SQS::Queue", /BeatDeadLetterQueue/);
    const scheduler = {
      AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: "scheduler.amazonaws.com" } }] },
    };
    const table = only(template, "AWS::DynamoDB::GlobalTable").id;
    const group = only(template, "AWS::Scheduler::ScheduleGroup").id;
    expect(only(template, "AWS::IAM::Policy").properties.PolicyDocument).toMatchObject({
      Statement: [
        {
          Effect: "Allow",
          Action: "sqs:SendMessage",
          Resource: [{ "Fn::GetAtt": [defaultQueue, "Arn"] }, { "Fn::GetAtt": [mail, "Arn"] }],
        },
        {
          Effect: "Allow",
          Action: ["dynamodb:GetItem", "dynamodb:BatchGetItem"],
          Resource: { "Fn::GetAtt": [table, "Arn"] },
        },
        {
          Effect: "Allow",
          Action: ["CreateSchedule", "GetSchedule", "UpdateSchedule", "DeleteSchedule"].map(
            (name) => `scheduler:${name}`,
          ),
          Resource: { "Fn::Join": ["", expect.arrayContaining([":schedule/", { Ref: group }, "/lovage.shop.*"])] },
        },
        {
          Effect: "Allow",
          Action: "iam:PassRole",
          Resource: { "Fn::GetAtt": [only(template, "AWS::IAM::Role", scheduler).id, "Arn"] },
          Condition: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
        },
      ],
    });
    expect(only(template, "AWS::Lambda::Function", web).properties.Environment).toEqual({
      Variables: {
        LOVAGE_SHOP_QUEUES: {
          "Fn::Join": [
            "",
            [
              '{"default":"',
              { Ref: defaultQueue },
              expect.stringMatching(/^","mail":"ShopStack-Shop-Queues-mail-\w{8}"\}$/),
            ],
          ],
        },
        LOVAGE_SHOP_ROUTES: '{"mail.*":"mail"}',
        LOVAGE_SHOP_TABLE: { Ref: table },
        LOVAGE_SHOP_BEAT_ROLE: { "Fn::GetAtt": [only(template, "AWS::IAM::Role", scheduler).id, "Arn"] },
        LOVAGE_SHOP_BEAT_DEAD_LETTERS: { "Fn::GetAtt": [ticks, "Arn"] },
        LOVAGE_SHOP_SCHEDULE_GROUP: { Ref: only(template, "AWS::Scheduler::ScheduleGroup").id },
      },
    });
  });

  it("lets who is no function send too, and has the environment for its container", () => {
    const template = synth((stack) => {
      const shop = aLovage(stack);
      shop.grants.send(new Role(stack, "Task", { assumedBy: new AccountRootPrincipal() }));
      expect(Object.keys(shop.producerEnvironment)).toEqual([
        "LOVAGE_SHOP_QUEUES",
        "LOVAGE_SHOP_TABLE",
        "LOVAGE_SHOP_ROUTES",
        "LOVAGE_SHOP_BEAT_ROLE",
        "LOVAGE_SHOP_BEAT_DEAD_LETTERS",
        "LOVAGE_SHOP_SCHEDULE_GROUP",
      ]);
    });
    template.resourceCountIs("AWS::IAM::Policy", 1);
  });

  it("lets a function of another stack send", () => {
    const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
    const [shopStack, webStack] = [new CdkStack(app, "ShopStack"), new CdkStack(app, "WebStack")];
    aLovage(shopStack).grants.send(aFunction(webStack));
    const template = Template.fromStack(webStack);
    const { Resource } = Object(only(template, "AWS::IAM::Policy").properties.PolicyDocument).Statement[0];
    expect(Resource).toEqual([
      { "Fn::ImportValue": expect.stringContaining("Queuesdefault") },
      { "Fn::ImportValue": expect.stringContaining("Queuesmail") },
    ]);
  });

  it("lets the sender use a customer's key, without a wildcard", () => {
    const build = (stack: Stack) => {
      const encryptionKey = new Key(stack, "Key");
      new Lovage(stack, "Shop", { app: "shop", entry, encryptionKey }).grants.send(aFunction(stack));
    };
    const template = synth(build, { env: { region: "eu-central-1" } });
    const statements = Object(only(template, "AWS::IAM::Policy").properties.PolicyDocument).Statement;
    expect(statements.map(({ Action }: { Action: unknown }) => Action)).toEqual([
      "sqs:SendMessage",
      ["kms:GenerateDataKey", "kms:Decrypt"],
      ["dynamodb:GetItem", "dynamodb:BatchGetItem"],
      ["kms:Decrypt", "kms:DescribeKey"],
      expect.arrayContaining(["scheduler:CreateSchedule"]),
      "iam:PassRole",
    ]);
  });
});

describe("grants.readResults", () => {
  it("lets a function read results and nothing else", () => {
    const template = synth((stack) => aLovage(stack).grants.readResults(aFunction(stack)));
    expect(only(template, "AWS::IAM::Policy").properties.PolicyDocument).toMatchObject({
      Statement: [{ Action: ["dynamodb:GetItem", "dynamodb:BatchGetItem"] }],
    });
  });
});

describe("grants.revoke", () => {
  it("lets a function do what grants.send does, and change records", () => {
    const template = synth((stack) => aLovage(stack).grants.revoke(aFunction(stack)));
    const sending = synth((stack) => aLovage(stack).grants.send(aFunction(stack)));
    const statements = (of: Template) => Object(only(of, "AWS::IAM::Policy").properties.PolicyDocument).Statement;
    const table = only(template, "AWS::DynamoDB::GlobalTable").id;
    const marking = { Effect: "Allow", Action: "dynamodb:UpdateItem", Resource: { "Fn::GetAtt": [table, "Arn"] } };
    expect(statements(template)).toEqual(expect.arrayContaining([marking, ...statements(sending)]));
    expect(statements(template)).toHaveLength(statements(sending).length + 1);
  });
});

describe("grants.reserve", () => {
  it("lets a function do what grants.send does, and write those items that are keys, no others", () => {
    const template = synth((stack) => aLovage(stack).grants.reserve(aFunction(stack)));
    const sending = synth((stack) => aLovage(stack).grants.send(aFunction(stack)));
    const statements = (of: Template) => Object(only(of, "AWS::IAM::Policy").properties.PolicyDocument).Statement;
    const table = only(template, "AWS::DynamoDB::GlobalTable").id;
    const writing = {
      Effect: "Allow",
      Action: "dynamodb:UpdateItem",
      Resource: { "Fn::GetAtt": [table, "Arn"] },
      Condition: {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["key#*"] },
        Null: { "dynamodb:LeadingKeys": "false" },
      },
    };
    expect(statements(template)).toEqual(expect.arrayContaining([writing, ...statements(sending)]));
    expect(statements(template)).toHaveLength(statements(sending).length + 1);
  });
});

/** The actions of a policy by the logical ids of what they are on, without hashes. */
function actionsOn(template: Template): Record<string, string[]> {
  const all: Record<string, string[]> = {};
  for (const { Action, Resource } of Object(only(template, "AWS::IAM::Policy").properties.PolicyDocument).Statement) {
    for (const resource of [Resource].flat()) {
      const id = String(resource["Fn::GetAtt"]?.[0] ?? "kept messages").replace(/[0-9A-F]{8}$/, "");
      all[id] = [...(all[id] ?? []), ...[Action].flat()];
    }
  }
  return all;
}
const later = {
  "kept messages": ["CreateSchedule", "GetSchedule", "UpdateSchedule", "DeleteSchedule"].map((a) => `scheduler:${a}`),
  ShopBeatRole: ["iam:PassRole"],
};

describe("grants.consume", () => {
  const template = synth((stack) => aLovage(stack).grants.consume(aFunction(stack)));

  it("lets a container run the tasks: no more than a worker may", () => {
    const queue = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "ChangeMessageVisibility", "SendMessage"];
    const dynamodb = ["GetItem", "BatchGetItem", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "Query"];
    expect(actionsOn(template)).toEqual({
      ShopQueuesdefault: queue.map((action) => `sqs:${action}`),
      ShopQueuesmail: queue.map((action) => `sqs:${action}`),
      ShopQueuesdefaultDeadLetterQueue: ["sqs:SendMessage"],
      ShopQueuesmailDeadLetterQueue: ["sqs:SendMessage"],
      ShopTable: dynamodb.map((action) => `dynamodb:${action}`),
      ...later,
    });
  });

  it("tells it the dead-letter queues too", () => {
    expect(
      Object.keys(Object(only(template, "AWS::Lambda::Function", web).properties.Environment).Variables),
    ).toContain("LOVAGE_SHOP_DEAD_LETTERS");
  });
});

describe("grants.manage", () => {
  it("lets an operator purge, redrive, discard, revoke and look, and run nothing", () => {
    const template = synth((stack) => aLovage(stack).grants.manage(aFunction(stack)));
    const queue = ["sqs:SendMessage", "sqs:GetQueueAttributes", "sqs:PurgeQueue"];
    const letters = [
      "GetQueueAttributes",
      "PurgeQueue",
      "ReceiveMessage",
      "ChangeMessageVisibility",
      "DeleteMessage",
      "StartMessageMoveTask",
      "ListMessageMoveTasks",
      "CancelMessageMoveTask",
    ].map((action) => `sqs:${action}`);
    expect(actionsOn(template)).toEqual({
      ShopQueuesdefault: queue,
      ShopQueuesmail: queue,
      ShopQueuesdefaultDeadLetterQueue: letters,
      ShopQueuesmailDeadLetterQueue: letters,
      ShopBeatDeadLetterQueue: [
        "GetQueueUrl",
        "GetQueueAttributes",
        "ReceiveMessage",
        "ChangeMessageVisibility",
        "DeleteMessage",
      ].map((action) => `sqs:${action}`),
      ShopTable: ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem"].map((action) => `dynamodb:${action}`),
      ...later,
    });
  });
});

describe("grants.look", () => {
  it("lets someone see queues, dead letters, records and schedules, and change none of them", () => {
    const template = synth((stack) => aLovage(stack).grants.look(aFunction(stack)));
    const { "kept messages": ofSchedules, ...others } = actionsOn(template);
    const letters = ["GetQueueAttributes", "ReceiveMessage", "ChangeMessageVisibility"].map(
      (action) => `sqs:${action}`,
    );
    expect(others).toEqual({
      ShopQueuesdefault: ["sqs:GetQueueAttributes"],
      ShopQueuesmail: ["sqs:GetQueueAttributes"],
      ShopQueuesdefaultDeadLetterQueue: letters,
      ShopQueuesmailDeadLetterQueue: letters,
      ShopBeatDeadLetterQueue: ["sqs:GetQueueUrl", ...letters],
      ShopTable: ["GetItem", "BatchGetItem", "Query"].map((action) => `dynamodb:${action}`),
    });
    expect(ofSchedules).toEqual([
      "events:ListRules",
      "scheduler:ListSchedules",
      "events:ListTargetsByRule",
      "scheduler:GetSchedule",
    ]);
  });
});
