import type { Stack } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import { describe, expect, it } from "vitest";
import { Lovage, TaskQueue, TaskTable, Worker } from "../../cdk/index.ts";
import { sourceFiles } from "../support/source-files.ts";
import { only, synth } from "../support/synth.ts";

const entry = "test/cdk/fixture/tasks.ts";
const arn = (id: string) => ({ "Fn::GetAtt": [id, "Arn"] });

/** A worker that consumes mail and sends to both queues. */
function build(stack: Stack, encryptionKey?: Key): void {
  const [mail, other] = ["mail", "default"].map((id) => new TaskQueue(stack, id, { encryptionKey }));
  if (!mail || !other) throw new Error("two queues were asked for");
  const { table } = new TaskTable(stack, "Table", { encryptionKey });
  new Worker(stack, "Worker", { app: "shop", entry, table, queues: [{ queue: mail }], sendsTo: [mail, other] });
}

describe("the worker's role", () => {
  it("may do exactly what a worker does, on exactly its own", () => {
    const template = synth((stack) => build(stack));
    const queues = Object.entries(template.findResources("AWS::SQS::Queue"));
    const idOf = (name: RegExp) => arn(queues.find(([id]) => name.test(id))?.[0] ?? "none");
    const { properties } = only(template, "AWS::IAM::Role");
    expect(properties.Policies).toEqual([
      {
        PolicyName: "Worker",
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "Consume",
              Effect: "Allow",
              Action: [
                "sqs:ReceiveMessage",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ChangeMessageVisibility",
              ],
              Resource: idOf(/^mail[0-9A-F]{8}$/),
            },
            {
              Sid: "Send",
              Effect: "Allow",
              Action: "sqs:SendMessage",
              Resource: [idOf(/^mail[0-9A-F]{8}$/), idOf(/^default[0-9A-F]{8}$/), idOf(/^mailDeadLetterQueue/)],
            },
            {
              Sid: "Records",
              Effect: "Allow",
              Action: [
                "dynamodb:GetItem",
                "dynamodb:BatchGetItem",
                "dynamodb:PutItem",
                "dynamodb:UpdateItem",
                "dynamodb:DeleteItem",
                "dynamodb:BatchWriteItem",
                "dynamodb:Query",
              ],
              Resource: arn(only(template, "AWS::DynamoDB::GlobalTable").id),
            },
            {
              Sid: "Logs",
              Effect: "Allow",
              Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
              Resource: arn(only(template, "AWS::Logs::LogGroup").id),
            },
          ],
        },
      },
    ]);
  });

  it("may make every call that our broker and store make, but the search for a queue whose URL the environment tells", () => {
    // A worker runs what schedules send; to change schedules is another grant than this role's. Delays and payloads: see below.
    const files = sourceFiles("src/aws").filter(
      ({ path }) => !/^src\/aws\/(beat|delay|payload|cloudformation|cloudwatch|doctor|logs)\//.test(path),
    );
    const commands = files.flatMap(({ text }) => [...text.matchAll(/\bnew (\w+)Command\(/g)]);
    // A batch needs the permission of the single call.
    const calls = commands.map(([, name = ""]) => name.replace(/MessageBatch$/, "Message"));
    const template = synth((stack) => build(stack));
    const { Policies } = Object(only(template, "AWS::IAM::Role").properties);
    const actions = Policies[0].PolicyDocument.Statement.flatMap((s: { Action: string[] }) => s.Action);
    const allowed = new Set(actions.map((action: string) => action.split(":")[1]));
    expect(calls.length).toBeGreaterThan(10);
    // The command line lists and purges queues, with rights of its own.
    const operators = ["ListQueues", "PurgeQueue"];
    expect(calls.filter((call) => !allowed.has(call) && !operators.includes(call))).toEqual(["GetQueueUrl"]);
  });

  it("may make every call that large arguments and results make, when it is given the bucket", () => {
    const files = sourceFiles("src/aws/payload");
    const calls = files.flatMap(({ text }) => [...text.matchAll(/\bnew (\w+)Command\(/g)].map(([, name = ""]) => name));
    const template = synth(
      (stack) => new Lovage(stack, "Shop", { app: "shop", entry: "test/cdk/fixture/tasks.ts", payloads: true }),
    );
    const roles = JSON.stringify(template.findResources("AWS::IAM::Role"));
    expect(calls).toHaveLength(3);
    expect(calls.filter((call) => !roles.includes(`"s3:${call}"`))).toEqual([]);
  });

  it("may make every call that long delays make, within the app's own, when it is given the beat", () => {
    const files = sourceFiles("src/aws/delay");
    const calls = files.flatMap(({ text }) => [...text.matchAll(/\bnew (\w+)Command\(/g)].map(([, name = ""]) => name));
    const template = synth((stack) => new Lovage(stack, "Shop", { app: "shop", entry: "test/cdk/fixture/tasks.ts" }));
    const role = only(template, "AWS::IAM::Role", { Policies: [{ PolicyName: "Worker" }] });
    const [{ PolicyDocument }] = Object(role.properties).Policies;
    const statements: { Action: string | string[]; Resource: unknown }[] = PolicyDocument.Statement;
    const [delay, pass] = ["scheduler:CreateSchedule", "iam:PassRole"].map((action) =>
      statements.find(({ Action }) => [Action].flat().includes(action)),
    );
    expect(delay?.Action).toEqual(expect.arrayContaining(calls.map((name) => `scheduler:${name}`)));
    expect(JSON.stringify(delay?.Resource)).toContain("/lovage.shop.*");
    expect(pass).toMatchObject({ Condition: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } } });
    expect(
      statements.flatMap(({ Action }) => Action).filter((action) => /^(events|iam|scheduler):/.test(action)),
    ).toEqual([delay?.Action, pass?.Action].flat());
  });

  it("has no managed policy and no other policy", () => {
    const template = synth((stack) => build(stack));
    expect(only(template, "AWS::IAM::Role").properties).not.toHaveProperty("ManagedPolicyArns");
    template.resourceCountIs("AWS::IAM::Policy", 0);
  });

  it("may use the customer's key for what queues and table ask of it, without a wildcard", () => {
    const template = synth((stack) => build(stack, new Key(stack, "Key")), { env: { region: "eu-central-1" } });
    const key = arn(only(template, "AWS::KMS::Key").id);
    const { properties } = only(template, "AWS::IAM::Role");
    expect(properties.Policies).toMatchObject([
      {
        PolicyDocument: {
          Statement: expect.arrayContaining([
            {
              Sid: "QueueKey0",
              Effect: "Allow",
              Action: ["kms:GenerateDataKey", "kms:Decrypt"],
              Resource: key,
            },
            {
              Sid: "TableKey",
              Effect: "Allow",
              Action: [
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:ReEncryptFrom",
                "kms:ReEncryptTo",
                "kms:GenerateDataKey",
                "kms:GenerateDataKeyWithoutPlaintext",
              ],
              Resource: key,
            },
          ]),
        },
      },
    ]);
  });
});
