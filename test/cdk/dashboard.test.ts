import { Fn, type Stack } from "aws-cdk-lib";
import { Match, type Template } from "aws-cdk-lib/assertions";
import { Distribution } from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { UserPool } from "aws-cdk-lib/aws-cognito";
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

describe("a dashboard with a user pool", () => {
  const withPool = (then: (dashboard: Dashboard, stack: Stack) => void = () => {}) =>
    synth((stack) => {
      const cognito = { userPool: new UserPool(stack, "People"), group: "operators" };
      then(new Dashboard(stack, "Dashboard", { lovage: shopIn(stack), cognito }), stack);
    });

  it("is behind an HTTP API, and has no function URL", () => {
    const template = withPool();
    const { id: api } = only(template, "AWS::ApiGatewayV2::Api");
    template.resourceCountIs("AWS::Lambda::Url", 0);
    expect(only(template, "AWS::ApiGatewayV2::Route").properties).toMatchObject({ RouteKey: "$default" });
    expect(only(template, "AWS::ApiGatewayV2::Integration").properties).toMatchObject({
      IntegrationType: "AWS_PROXY",
      PayloadFormatVersion: "2.0",
    });
    expect(only(template, "AWS::ApiGatewayV2::Stage").properties).toMatchObject({
      StageName: "$default",
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
      AccessLogSettings: { DestinationArn: expect.anything() },
    });
    template.hasOutput("*", {
      Description: its.Description,
      Value: { "Fn::Join": ["", [{ "Fn::GetAtt": [api, "ApiEndpoint"] }, "/"]] },
    });
    // The API alone may call the function, on its own routes.
    expect(only(template, "AWS::Lambda::Permission").properties).toMatchObject({
      Principal: "apigateway.amazonaws.com",
      SourceArn: { "Fn::Join": ["", expect.arrayContaining([{ Ref: api }])] },
    });
  });

  it("is a client of the pool without a secret, by the code flow, that leads back to it alone", () => {
    const template = withPool();
    const endpoint = { "Fn::GetAtt": [only(template, "AWS::ApiGatewayV2::Api").id, "ApiEndpoint"] };
    expect(only(template, "AWS::Cognito::UserPoolClient").properties).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid"],
      CallbackURLs: [{ "Fn::Join": ["", [endpoint, "/sign-in/callback"]] }],
      LogoutURLs: [{ "Fn::Join": ["", [endpoint, "/"]] }],
      IdTokenValidity: 720,
      TokenValidityUnits: { IdToken: "minutes" },
    });
  });

  it("tells its function the pool, the client and the group", () => {
    const template = withPool();
    const { Variables } = Object(only(template, "AWS::Lambda::Function", its).properties.Environment);
    const [, parts] = Variables.LOVAGE_DASHBOARD_SIGN_IN["Fn::Join"];
    const text = parts
      .map((part: string | object) => (typeof part === "string" ? part : Object.values(part)[0]))
      .join("");
    const pool = only(template, "AWS::Cognito::UserPool").id;
    expect(JSON.parse(text)).toEqual({
      issuer: `https://cognito-idp.AWS::Region.amazonaws.com/${pool}`,
      clientId: only(template, "AWS::Cognito::UserPoolClient").id,
      claims: { "cognito:groups": "operators" },
    });
  });

  it("stands behind CloudFront, whose address it then has people come back to", () => {
    const address = "https://tasks.example.com";
    const template = synth((stack) => {
      const cognito = { userPool: new UserPool(stack, "People"), group: "operators", address };
      const { api, url } = new Dashboard(stack, "Dashboard", { lovage: shopIn(stack), cognito });
      expect(url).toBe(`${address}/`);
      const domain = Fn.select(2, Fn.split("/", api?.apiEndpoint ?? ""));
      new Distribution(stack, "Site", { defaultBehavior: { origin: new HttpOrigin(domain) } });
    });
    expect(only(template, "AWS::Cognito::UserPoolClient").properties).toMatchObject({
      CallbackURLs: [`${address}/sign-in/callback`],
      LogoutURLs: [`${address}/`],
    });
    const { Variables } = Object(only(template, "AWS::Lambda::Function", its).properties.Environment);
    const [, parts] = Variables.LOVAGE_DASHBOARD_SIGN_IN["Fn::Join"];
    expect(parts.at(-1)).toContain(`"address":"${address}"`);
  });

  it("needs a group, as a pool may let anyone sign up, and lets in no IAM identity", () => {
    const without = (stack: Stack) => {
      const cognito = { userPool: new UserPool(stack, "People") } as unknown as DashboardProps["cognito"];
      if (cognito) new Dashboard(stack, "Dashboard", { lovage: shopIn(stack), cognito });
    };
    expect(() => synth(without)).toThrow(/"group" is null.*INVALID_OPTION/);
    const letIn = (dashboard: Dashboard, stack: Stack) =>
      dashboard.grantInvoke(new Role(stack, "Operators", { assumedBy: new AccountRootPrincipal() }));
    expect(() => withPool(letIn)).toThrow(/grantInvoke.*INVALID_OPTION/);
  });
});
