import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Adapters } from "../ports/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { Settings } from "../settings/index.ts";
import { AwsBroker } from "./aws-broker.ts";
import { AwsStore } from "./aws-store.ts";
import type { ClientConfig } from "./client-config.ts";
import { dynamodbClient } from "./dynamodb/dynamodb-client.ts";
import { ServiceLink } from "./service-link.ts";
import { sqsClient } from "./sqs/sqs-client.ts";

/** What may be different about the connection to AWS. */
export interface AwsOptions {
  /** A client of one's own for SQS. @default one made of the settings, at the first call */
  readonly sqs?: SQSClient;
  /** A client of one's own for DynamoDB. @default one made of the settings, at the first call */
  readonly dynamodb?: DynamoDBClient;
  /** What the clients use to send requests; tests and benchmarks count calls with it. @default Node's HTTP, kept alive */
  readonly requestHandler?: ClientConfig["requestHandler"];
}

/** The world of AWS: a broker on SQS and a store on DynamoDB. Nothing is opened, read or asked before the first call. */
export function awsAdapters(settings: Settings, runtime: Runtime, options: AwsOptions = {}): Adapters {
  const { requestHandler } = options;
  const given = requestHandler === undefined ? {} : { requestHandler };
  const { endpoint } = settings;
  const sqs = new ServiceLink("SQS", endpoint, () => options.sqs ?? sqsClient(settings, given));
  const dynamodb = new ServiceLink("DynamoDB", endpoint, () => options.dynamodb ?? dynamodbClient(settings, given));
  return { broker: new AwsBroker(sqs, settings, runtime), store: new AwsStore(dynamodb, settings, runtime) };
}
