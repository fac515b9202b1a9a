import { RemovalPolicy, type Stack } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import { describe, expect, it } from "vitest";
import { TaskTable, type TaskTableProps } from "../../cdk/index.ts";
import { aStack, only, synth } from "../support/synth.ts";

const type = "AWS::DynamoDB::GlobalTable";
const tableOf = (props: TaskTableProps = {}) => synth((stack) => new TaskTable(stack, "Table", props));

describe("TaskTable", () => {
  it("has the keys pk and sk, expiry by expiresAt, no index, and is paid by request", () => {
    const { properties } = only(tableOf(), type);
    expect(properties).toMatchObject({
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      TimeToLiveSpecification: { AttributeName: "expiresAt", Enabled: true },
      BillingMode: "PAY_PER_REQUEST",
    });
    expect(properties).not.toHaveProperty("GlobalSecondaryIndexes");
    expect(properties).not.toHaveProperty("TableName");
  });

  it("can be put back in time, unless that is switched off", () => {
    const replica = (enabled: boolean) => [
      { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: enabled } },
    ];
    expect(only(tableOf(), type).properties.Replicas).toMatchObject(replica(true));
    expect(only(tableOf({ pointInTimeRecovery: false }), type).properties.Replicas).toMatchObject(replica(false));
  });

  it("outlives its stack, unless told otherwise", () => {
    tableOf().allResources(type, { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
    tableOf({ removalPolicy: RemovalPolicy.DESTROY }).allResources(type, { DeletionPolicy: "Delete" });
  });

  it("takes a name, protection from deletion and a key", () => {
    const build = (stack: Stack) => {
      const encryptionKey = new Key(stack, "Key");
      new TaskTable(stack, "Table", { tableName: "shop-tasks", deletionProtection: true, encryptionKey });
    };
    const template = synth(build, { env: { region: "eu-central-1" } });
    expect(only(template, type).properties).toMatchObject({
      TableName: "shop-tasks",
      SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
      Replicas: [{ DeletionProtectionEnabled: true, SSESpecification: { KMSMasterKeyId: expect.anything() } }],
    });
  });

  it("fails with a key where the region is not known before deployment", () => {
    const stack = aStack();
    const props = { encryptionKey: new Key(stack, "Key") };
    expect(() => new TaskTable(stack, "Table", props)).toThrow(
      /"encryptionKey" .* must be left out: .* env names its region/,
    );
  });

  it("fails with what is not true or false", () => {
    const props: object = { pointInTimeRecovery: "yes" };
    expect(() => new TaskTable(aStack(), "Table", props)).toThrow(
      /"pointInTimeRecovery" is "yes"; it must be true or false/,
    );
  });
});
