import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Settings } from "../../settings/index.ts";
import { type ClientConfig, clientConfig } from "../client-config.ts";

/** The client of DynamoDB: the low-level one, as our items are flat. */
export function dynamodbClient(settings: Settings, given: Partial<ClientConfig>): DynamoDBClient {
  return new DynamoDBClient(clientConfig(settings, given, (own) => new DynamoDBClient(own).config));
}
