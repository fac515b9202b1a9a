import { SchedulerClient } from "@aws-sdk/client-scheduler";
import type { Settings } from "../../settings/index.ts";
import { type ClientConfig, clientConfig } from "../client-config.ts";

/** The client of EventBridge Scheduler. */
export function schedulerClient(settings: Settings, given: Partial<ClientConfig>): SchedulerClient {
  return new SchedulerClient(clientConfig(settings, given, (own) => new SchedulerClient(own).config));
}
