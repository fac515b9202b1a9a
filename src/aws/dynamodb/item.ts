import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** An item of the table, or its key, in DynamoDB's own form. */
export type Item = Record<string, AttributeValue>;
