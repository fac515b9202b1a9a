import type { Stack } from "aws-cdk-lib";
import { Match, type Template } from "aws-cdk-lib/assertions";
import { AccountRootPrincipal, Role } from "aws-cdk-lib/aws-iam";
import { describe, expect, it } from "vitest";
import { Dashboard, type DashboardProps, Lovage } from "../../cdk/index.ts";
import { only, synth } from "../support/synth.ts";

const shopIn = (stack: Stack) =>
  new Lovage(stack, "Shop", { app: "shop", entry: "test/cdk/fixture/tasks.ts", queues: { default: {}, mail: {} } });
const aDashboard = (
  props: Partial<DashboardProps> = {},
  then: (dashboard: Dashboard, stack: Stack) => void = () => {},
) => synth((stack) => then(new Dashboard(stack, "Dashboard", { lovage: shopIn(stack), ...props }), stack));

const its = { Description: 'The dashboard of the Lovage app "shop"' };

/** All actions that the dashboard's function may take. */
function actions(template: Template): string[] {
  const policies = template.findResources("AWS::IAM::Policy", {
    Properties: { PolicyName: Match.stringLikeRegexp("^DashboardRole") },
  });
  const statements = Object.values(policies).flatMap(({ Properties }) => Properties.PolicyDocument.Statement);
  return [...new Set<string>(statements.flatMap(({ Action }) => Action))].sort();
}

describe("a dashboard", () => {
  it("is a function behind a URL that takes requests signed by IAM, and no others", () => {
    const template = aDashboard();
    const { id } = only(template, "AWS::Lambda::Function", its);
    expect(only(template, "AWS::Lambda::Url").properties).toEqual({
      AuthType: "AWS_IAM",
      TargetFunctionArn: { "Fn::GetAtt": [id, "Arn"] },
    });
    // Nobody is let in by the function's own policy.
    template.resourceCountIs("AWS::Lambda::Permission", 0);
    template.hasOutput("*", {
      Description: its.Description,
      Value: { "Fn::GetAtt": [Match.anyValue(), "FunctionUrl"] },
    });
  });

  it("knows where the app is, has the memory that it is given, and logs to its own group for a month", () => {
    const template = aDashboard({ memorySize: 1024, environment: { TZ: "UTC" } });
    const { properties } = only(template, "AWS::Lambda::Function", its);
    expect(properties).toMatchObject({
      Runtime: "nodejs24.x",
      Architectures: ["arm64"],
      MemorySize: 1024,
      Timeout: 30,
    });
    const { Variables } = Object(properties.Environment);
    expect(Object.keys(Variables)).toEqual(
      expect.arrayContaining(["LOVAGE_SHOP_QUEUES", "LOVAGE_SHOP_DEAD_LETTERS", "LOVAGE_SHOP_TABLE", "TZ"]),
    );
    expect(Variables.NODE_OPTIONS).toBe("--enable-source-maps");
    template.hasResourceProperties("AWS::Logs::LogGroup", { RetentionInDays: 30 });
  });

  it("lets in whom it is told to, by both of the permissions that a function URL asks for", () => {
    const template = aDashboard({}, (dashboard, stack) =>
      dashboard.grantInvoke(new Role(stack, "Operators", { assumedBy: new AccountRootPrincipal() })),
    );
    const policies = template.findResources("AWS::IAM::Policy", {
      Properties: { PolicyName: Match.stringLikeRegexp("^Operators") },
    });
    const [statement] = Object.values(policies).map(({ Properties }) => Properties.PolicyDocument.Statement);
    expect(statement.map(({ Action }: { Action: string }) => Action).sort()).toEqual([
      "lambda:InvokeFunction",
      "lambda:InvokeFunctionUrl",
    ]);
  });

  it("may do what its pages do", () => {
    expect(actions(aDashboard())).toEqual(
      expect.arrayContaining([
        "cloudwatch:GetMetricData",
        "dynamodb:UpdateItem",
        "events:PutRule",
        "scheduler:DeleteSchedule",
        "sqs:PurgeQueue",
        "sqs:SendMessage",
        "sqs:StartMessageMoveTask",
      ]),
    );
  });

  it("may only look where it is read-only", () => {
    expect(actions(aDashboard({ readOnly: true }))).toEqual([
      "cloudwatch:GetMetricData",
      "dynamodb:BatchGetItem",
      "dynamodb:GetItem",
      "dynamodb:Query",
      "events:ListRules",
      "events:ListTargetsByRule",
      "scheduler:GetSchedule",
      "scheduler:ListSchedules",
      "sqs:ChangeMessageVisibility",
      "sqs:GetQueueAttributes",
      "sqs:GetQueueUrl",
      "sqs:ReceiveMessage",
    ]);
  });

  it("shows an imported app too", () => {
    const template = synth((stack) => {
      const { queues, table } = shopIn(stack);
      const lovage = Lovage.fromAttributes(stack, "Imported", { app: "shop", queues: Object.values(queues), table });
      new Dashboard(stack, "Dashboard", { lovage });
    });
    expect(actions(template)).not.toContain("events:PutRule");
    expect(actions(template)).toContain("sqs:PurgeQueue");
  });

  it("refuses what it does not know", () => {
    expect(() => aDashboard({ readonly: true } as Partial<DashboardProps>)).toThrow(/readonly.*readOnly/);
    expect(() => aDashboard({ memorySize: 64 })).toThrow(/INVALID_OPTION/);
  });
});
