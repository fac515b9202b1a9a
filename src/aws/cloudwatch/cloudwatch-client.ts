import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import type { Settings } from "../../settings/index.ts";
import { type ClientConfig, clientConfig } from "../client-config.ts";

/** The client of CloudWatch. */
export function cloudWatchClient(settings: Settings, given: Partial<ClientConfig>): CloudWatchClient {
  return new CloudWatchClient(clientConfig(settings, given, (own) => new CloudWatchClient(own).config));
}
