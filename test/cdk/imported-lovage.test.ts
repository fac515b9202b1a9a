import { App, Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { AccountPrincipal, Role } from "aws-cdk-lib/aws-iam";
import { Key } from "aws-cdk-lib/aws-kms";
import { Code, Function as Lambda, Runtime } from "aws-cdk-lib/aws-lambda";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { describe, expect, it } from "vitest";
import { Lovage, type LovageOutputs, TaskQueue } from "../../cdk/index.ts";
import { readSettings } from "../../src/settings/index.ts";
import { aStack, only, synth } from "../support/synth.ts";

const url = (name: string) => `https://sqs.eu-north-1.amazonaws.com/111111111111/${name}`;
const outputs = {
  LovageShopQueues: JSON.stringify({ default: url("shop-default"), mail: url("shop-mail") }),
  LovageShopDeadLetters: JSON.stringify({ default: url("shop-default-dlq"), mail: url("shop-mail-dlq") }),
  LovageShopTable: "Shop-Table-1",
};
const arn = (service: string, resource: string) => ({
  "Fn::Join": ["", ["arn:", { Ref: "AWS::Partition" }, `:${service}:eu-north-1:111111111111:${resource}`]],
});
const aFunction = (stack: Stack) =>
  new Lambda(stack, "Web", { runtime: Runtime.NODEJS_24_X, handler: "index.handler", code: Code.fromInline("//") });
const imported = (stack: Stack, more: Partial<LovageOutputs> = {}) =>
  Lovage.fromOutputs(stack, "Shop", { app: "shop", outputs, ...more });
const statements = (template: Template) =>
  Object(only(template, "AWS::IAM::Policy").properties.PolicyDocument).Statement;
const variablesOf = (template: Template) =>
  Object(only(template, "AWS::Lambda::Function").properties.Environment).Variables;

describe("Lovage.fromOutputs", () => {
  it("lets a function of another CDK app send and read, and tells it where", () => {
    const template = synth((stack) => imported(stack, { routes: { "mail.*": "mail" } }).grants.send(aFunction(stack)));
    expect(statements(template)).toMatchObject([
      { Action: "sqs:SendMessage", Resource: [arn("sqs", "shop-default"), arn("sqs", "shop-mail")] },
      { Action: ["dynamodb:GetItem", "dynamodb:BatchGetItem"], Resource: arn("dynamodb", "table/Shop-Table-1") },
    ]);
    const environment = variablesOf(template);
    expect(environment).toEqual({
      LOVAGE_SHOP_QUEUES: expect.any(String),
      LOVAGE_SHOP_TABLE: "Shop-Table-1",
      LOVAGE_SHOP_ROUTES: '{"mail.*":"mail"}',
    });
    const { queues } = readSettings({ name: "shop" }, environment);
    expect(queues).toEqual({ default: { url: url("shop-default") }, mail: { url: url("shop-mail") } });
  });

  it("names the table by its ARN where it is of another account", () => {
    const template = synth((stack) => imported(stack).grants.send(aFunction(stack)), {
      env: { account: "222222222222" },
    });
    expect(variablesOf(template).LOVAGE_SHOP_TABLE).toEqual(arn("dynamodb", "table/Shop-Table-1"));
  });

  it("can watch the queues, and has no workers to show", () => {
    const template = synth((stack) => {
      const shop = imported(stack);
      expect(shop.addAlarms()).toHaveLength(4);
      shop.addDashboard();
    });
    expect(JSON.stringify(only(template, "AWS::CloudWatch::Dashboard").properties)).not.toContain("Invocations");
  });

  it("lets the sender use the app's key", () => {
    const template = synth((stack) => {
      const encryptionKey = Key.fromKeyArn(stack, "Key", "arn:aws:kms:eu-north-1:111111111111:key/1");
      imported(stack, { encryptionKey }).grants.send(aFunction(stack));
    });
    const keyed = statements(template).filter((s: { Resource: unknown }) => String(s.Resource).includes(":kms:"));
    expect(keyed.map((s: { Action: unknown }) => s.Action)).toEqual([
      ["kms:GenerateDataKey", "kms:Decrypt"],
      ["kms:Decrypt", "kms:DescribeKey"],
    ]);
  });

  it("takes the URLs of an emulator, with the region of its own stack", () => {
    const local = JSON.stringify({ default: "http://localhost:4566/000000000000/shop-default" });
    const shop = imported(aStack({ env: { region: "us-east-1" } }), {
      outputs: { ...outputs, LovageShopQueues: local, LovageShopDeadLetters: local },
    });
    expect(shop.queues.default?.queue.queueArn).toMatch(/:sqs:us-east-1:000000000000:shop-default$/);
  });

  it("fails where schedules are to be managed, which takes what the outputs do not tell", () => {
    const stack = aStack();
    expect(() => imported(stack).grants.manageSchedules(aFunction(stack))).toThrow(/called where the app is deployed/);
  });

  it.each([
    [
      "the outputs of another stack",
      { outputs: { WebUrl: "https://shop" } },
      /"LovageShopQueues" .* URLs of queues as JSON, .*\(among the outputs WebUrl\)/,
    ],
    ["queues that are no URLs", { outputs: { ...outputs, LovageShopQueues: '{"a":"b"}' } }, /"LovageShopQueues" is/],
    [
      "dead letters of too few queues",
      { outputs: { ...outputs, LovageShopDeadLetters: "{}" } },
      /"LovageShopDeadLetters" is "\{\}"/,
    ],
    ["no table", { outputs: { ...outputs, LovageShopTable: "" } }, /"LovageShopTable" is ""/],
    ["a misspelt prop", { output: {} }, /Did you mean "outputs"\?/],
  ])("fails with %s", (_, props: object, message) => {
    expect(() => imported(aStack(), props)).toThrow(message);
  });
});

describe("Lovage.fromAttributes", () => {
  it("is an app by its queues and table", () => {
    const template = synth((stack) => {
      const queueOf = (name: string) => Queue.fromQueueArn(stack, name, `arn:aws:sqs:eu-west-1:111111111111:${name}`);
      const queue = TaskQueue.fromQueues(stack, "Mail", {
        name: "mail",
        queue: queueOf("m"),
        deadLetterQueue: queueOf("d"),
      });
      const table = TableV2.fromTableName(stack, "Tasks", "all-tasks");
      Lovage.fromAttributes(stack, "Shop", { app: "shop", queues: [queue], table }).grants.send(aFunction(stack));
    });
    expect(statements(template)[0]).toMatchObject({ Resource: "arn:aws:sqs:eu-west-1:111111111111:m" });
    expect(variablesOf(template).LOVAGE_SHOP_TABLE).toBe("all-tasks");
  });

  it("fails without a queue", () => {
    const stack = aStack();
    const table = TableV2.fromTableName(stack, "Tasks", "all-tasks");
    expect(() => Lovage.fromAttributes(stack, "Shop", { app: "shop", queues: [], table })).toThrow(/with one at least/);
  });
});

describe("a sender of another account", () => {
  const deployed = (build: (shop: Lovage, stack: Stack) => void) => {
    const app = new App({ context: { "aws:cdk:bundling-stacks": [] } });
    const stack = new Stack(app, "ShopStack", { env: { account: "111111111111", region: "eu-north-1" } });
    build(new Lovage(stack, "Shop", { app: "shop", entry: "test/cdk/fixture/tasks.ts" }), stack);
    return Template.fromStack(stack);
  };
  const letIn = (template: Template) =>
    Object.values(template.findResources("AWS::SQS::QueuePolicy"))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(
        (s: { Action: unknown; Principal: { AWS?: unknown } }) => s.Action === "sqs:SendMessage" && s.Principal.AWS,
      );
  const tablePolicy = (template: Template) =>
    Object(only(template, "AWS::DynamoDB::GlobalTable").properties).Replicas[0].ResourcePolicy?.PolicyDocument
      .Statement;

  it("is let in by the policies of queues and table", () => {
    const template = deployed((shop) => void shop.grants.send(new AccountPrincipal("222222222222")));
    const root = { AWS: { "Fn::Join": ["", ["arn:", { Ref: "AWS::Partition" }, ":iam::222222222222:root"]] } };
    expect(letIn(template)).toMatchObject([
      { Effect: "Allow", Principal: root, Resource: { "Fn::GetAtt": [expect.any(String), "Arn"] } },
    ]);
    expect(tablePolicy(template)).toMatchObject([
      { Action: ["dynamodb:GetItem", "dynamodb:BatchGetItem"], Effect: "Allow", Principal: root, Resource: "*" },
    ]);
  });

  it("is let in as the role that it is, too", () => {
    const template = deployed((shop, stack) => {
      shop.grants.send(Role.fromRoleArn(stack, "Their", "arn:aws:iam::222222222222:role/web"));
    });
    expect(letIn(template)).toMatchObject([{ Principal: { AWS: "arn:aws:iam::222222222222:role/web" } }]);
  });

  it("leaves these policies alone where the sender is of the app's account", () => {
    const template = deployed((shop, stack) => void shop.grants.send(aFunction(stack)));
    expect(letIn(template)).toEqual([]);
    expect(tablePolicy(template)).toBeUndefined();
  });
});
