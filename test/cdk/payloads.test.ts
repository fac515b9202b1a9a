import type { Stack } from "aws-cdk-lib";
import { RemovalPolicy } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import { Code, Function as Lambda, Runtime } from "aws-cdk-lib/aws-lambda";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { describe, expect, it } from "vitest";
import { Lovage, type LovageProps } from "../../cdk/index.ts";
import { outputName } from "../../cdk/output-name.ts";
import { only, synth } from "../support/synth.ts";

const lovage = (stack: Stack, props: Partial<LovageProps> = {}) =>
  new Lovage(stack, "Shop", { app: "shop", entry: "test/cdk/fixture/tasks.ts", ...props });
const web = (stack: Stack) =>
  new Lambda(stack, "Web", { runtime: Runtime.NODEJS_24_X, handler: "index.handler", code: Code.fromInline("//") });

describe("a construct with payloads", () => {
  const template = synth((stack) => lovage(stack, { payloads: true }).grants.send(web(stack)));
  const { id, properties } = only(template, "AWS::S3::Bucket");
  const arn = { "Fn::GetAtt": [id, "Arn"] };
  const objects = { "Fn::Join": ["", [arn, "/shop/*"]] };

  it("makes a bucket that is encrypted, closed, and emptied by itself", () => {
    expect(properties).toMatchObject({
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
      LifecycleConfiguration: {
        Rules: [
          { Id: "Expire", ExpirationInDays: 45, Status: "Enabled" },
          { Id: "Uploads", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: "Enabled" },
        ],
      },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    template.hasResource("AWS::S3::Bucket", { DeletionPolicy: "Retain" });
    expect(only(template, "AWS::S3::BucketPolicy").properties.PolicyDocument).toMatchObject({
      Statement: [
        {
          Effect: "Deny",
          Principal: { AWS: "*" },
          Action: "s3:*",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("lets the worker put, get and delete the app's own objects, and do no more", () => {
    const role = Object.values(template.findResources("AWS::IAM::Role")).find(({ Properties }) =>
      Properties.Policies?.some(({ PolicyName }: { PolicyName: string }) => PolicyName === "Worker"),
    );
    const statements: { Action: string | string[] }[] = role?.Properties.Policies[0].PolicyDocument.Statement ?? [];
    expect(statements.filter(({ Action }) => [Action].flat().some((action) => action.startsWith("s3:")))).toEqual([
      {
        Sid: "Payloads",
        Effect: "Allow",
        Action: ["s3:PutObject", "s3:GetObject", "s3:DeleteObject"],
        Resource: objects,
      },
      { Sid: "PayloadsGone", Effect: "Allow", Action: "s3:ListBucket", Resource: arn },
    ]);
  });

  it("lets who sends put and get, and tells functions and stack where the bucket is", () => {
    const statements = (only(template, "AWS::IAM::Policy").properties.PolicyDocument as { Statement: object[] })
      .Statement;
    expect(statements).toEqual(
      expect.arrayContaining([
        { Effect: "Allow", Action: "s3:PutObject", Resource: objects },
        { Effect: "Allow", Action: "s3:GetObject", Resource: objects },
        { Effect: "Allow", Action: "s3:ListBucket", Resource: arn },
      ]),
    );
    const functions = Object.values(template.findResources("AWS::Lambda::Function"));
    const told = functions.map(({ Properties }) => Properties.Environment.Variables.LOVAGE_SHOP_PAYLOAD_BUCKET);
    expect(told).toEqual([{ Ref: id }, { Ref: id }]);
    template.hasOutput(outputName("LOVAGE_SHOP_PAYLOAD_BUCKET"), {
      Value: { Ref: id },
      Description: "LOVAGE_SHOP_PAYLOAD_BUCKET",
    });
  });
});

describe("payloads", () => {
  it("are in no template of an app that does not ask for them", () => {
    for (const props of [{}, { payloads: false }]) {
      const template = synth((stack) => lovage(stack, props).grants.send(web(stack)));
      expect(JSON.stringify(template.toJSON())).not.toMatch(/AWS::S3|s3:|PAYLOAD/);
    }
  });

  it("are kept in a bucket that exists", () => {
    const template = synth((stack) => {
      lovage(stack, { payloads: { bucket: Bucket.fromBucketName(stack, "Mine", "my-bucket") } });
    });
    expect(template.findResources("AWS::S3::Bucket")).toEqual({});
    expect(only(template, "AWS::Lambda::Function").properties).toMatchObject({
      Environment: { Variables: { LOVAGE_SHOP_PAYLOAD_BUCKET: "my-bucket" } },
    });
  });

  it("are encrypted with the app's own key, which the worker may use", () => {
    const build = (stack: Stack) => {
      const encryptionKey = new Key(stack, "Key");
      lovage(stack, { payloads: true, encryptionKey, removalPolicy: RemovalPolicy.DESTROY });
    };
    const template = synth(build, { env: { region: "eu-central-1" } });
    const arn = { "Fn::GetAtt": [only(template, "AWS::KMS::Key").id, "Arn"] };
    expect(only(template, "AWS::S3::Bucket").properties.BucketEncryption).toEqual({
      ServerSideEncryptionConfiguration: [
        { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { KMSMasterKeyID: arn, SSEAlgorithm: "aws:kms" } },
      ],
    });
    template.hasResource("AWS::S3::Bucket", { DeletionPolicy: "Delete" });
    expect(JSON.stringify(template.findResources("AWS::IAM::Role"))).toContain('"Sid":"PayloadKey"');
  });

  it("are refused where they are neither a yes nor a bucket", () => {
    const wrong = { payloads: "my-bucket" } as unknown as Partial<LovageProps>;
    expect(() => synth((stack) => lovage(stack, wrong))).toThrow(/payloads.*\{ bucket \}/);
  });
});
