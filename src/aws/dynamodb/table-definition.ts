import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";

/** The attribute that DynamoDB's TTL is to watch. */
export const TTL_ATTRIBUTE = "expiresAt";

/**
 * The CreateTable of an app's table, for emulators and tests (a deployment's table is the construct's). Time to live is
 * a call of its own (UpdateTimeToLive on `TTL_ATTRIBUTE`), which not every emulator has. Pure.
 */
export function tableDefinition(name: string): CreateTableCommandInput {
  return {
    TableName: name,
    AttributeDefinitions: [
      { AttributeName: "pk", AttributeType: "S" },
      { AttributeName: "sk", AttributeType: "S" },
    ],
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    BillingMode: "PAY_PER_REQUEST",
  };
}
