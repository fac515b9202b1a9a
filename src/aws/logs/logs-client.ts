import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { clientConfig, type Place } from "../client-config.ts";

/** The client of CloudWatch Logs. */
export function logsClient(place: Place): CloudWatchLogsClient {
  return new CloudWatchLogsClient(clientConfig(place, {}, (own) => new CloudWatchLogsClient(own).config));
}
