import { SQSClient } from "@aws-sdk/client-sqs";
import type { Settings } from "../../settings/index.ts";
import { type ClientConfig, clientConfig } from "../client-config.ts";

/**
 * The client of SQS. It does not add up the MD5 of each body, which is a fifth of a call's work for the processor: TLS and
 * the signature guard the way already. Requests go where the client is configured to go, and not where a queue's URL says
 * (an emulator behind a port mapping does not know its own address).
 */
export function sqsClient(settings: Settings, given: Partial<ClientConfig>): SQSClient {
  const config = clientConfig(settings, given, (own) => new SQSClient(own).config);
  return new SQSClient({ ...config, md5: false, useQueueUrlAsEndpoint: false });
}
