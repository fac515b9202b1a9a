// The door of the room: the ports on SQS, DynamoDB and EventBridge. The only room that imports the AWS SDK.
export { type AwsOptions, awsAdapters } from "./aws-adapters.ts";
export { itemBytes, writeUnits } from "./dynamodb/item-size.ts";
export { TTL_ATTRIBUTE, tableDefinition } from "./dynamodb/table-definition.ts";
