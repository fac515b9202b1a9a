import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { SchedulerClient } from "@aws-sdk/client-scheduler";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Adapters, Delays } from "../ports/index.ts";
import type { Runtime } from "../runtime/index.ts";
import type { Settings } from "../settings/index.ts";
import { AwsBroker } from "./aws-broker.ts";
import { AwsStore } from "./aws-store.ts";
import { DeferredBeat } from "./beat/deferred-beat.ts";
import type { ClientConfig } from "./client-config.ts";
import { DeferredDelays } from "./delay/deferred-delays.ts";
import { dynamodbClient } from "./dynamodb/dynamodb-client.ts";
import { payloadsOf } from "./payload/payloads-of.ts";
import { ServiceLink } from "./service-link.ts";
import { sqsClient } from "./sqs/sqs-client.ts";

/** What may be different about the connection to AWS. */
export interface AwsOptions {
  /** A client of one's own for SQS. @default one made of the settings, at the first call */
  readonly sqs?: SQSClient;
  /** A client of one's own for DynamoDB. @default one made of the settings, at the first call */
  readonly dynamodb?: DynamoDBClient;
  /** A client of one's own for EventBridge. @default one made of the settings, at the first call */
  readonly eventbridge?: EventBridgeClient;
  /** A client of one's own for EventBridge Scheduler. @default one made of the settings, at the first call */
  readonly scheduler?: SchedulerClient;
  /** What the clients use to send requests; tests and benchmarks count calls with it. @default Node's HTTP, kept alive */
  readonly requestHandler?: ClientConfig["requestHandler"];
}

/**
 * The world of AWS: a broker on SQS, a store on DynamoDB, a beat on EventBridge, metrics in CloudWatch and, where the settings name a role or a bucket for
 * them, delays in EventBridge Scheduler and payloads in S3. Nothing is opened, read or asked before the first call.
 */
export function awsAdapters(settings: Settings, runtime: Runtime, options: AwsOptions = {}): Adapters {
  const { requestHandler } = options;
  const given = requestHandler === undefined ? {} : { requestHandler };
  const { endpoint } = settings;
  const sqs = new ServiceLink("SQS", endpoint, () => options.sqs ?? sqsClient(settings, given));
  const dynamodb = new ServiceLink("DynamoDB", endpoint, () => options.dynamodb ?? dynamodbClient(settings, given));
  const beat = new DeferredBeat(async () => {
    const { openAwsBeat } = await import("./beat/open-aws-beat.ts");
    const { eventbridge, scheduler } = options;
    return openAwsBeat({ settings, runtime, sqs, given, eventbridge, scheduler });
  });
  return {
    broker: new AwsBroker(sqs, settings, runtime),
    store: new AwsStore(dynamodb, settings, runtime),
    beat,
    metrics: "CloudWatch",
    ...payloadsOf(settings, given),
    ...delaysOf(settings.beatRole, (role) => async () => {
      const { openAwsDelays } = await import("./delay/open-aws-delays.ts");
      return openAwsDelays({ settings, role, sqs, given, scheduler: options.scheduler });
    }),
  };
}

function delaysOf(role: string | undefined, load: (role: string) => () => Promise<Delays>): Pick<Adapters, "delays"> {
  return role === undefined ? {} : { delays: new DeferredDelays(load(role)) };
}
