import type { SchedulerClient } from "@aws-sdk/client-scheduler";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Delays } from "../../ports/index.ts";
import type { Settings } from "../../settings/index.ts";
import { schedulerClient } from "../beat/scheduler-client.ts";
import type { ClientConfig } from "../client-config.ts";
import { ServiceLink } from "../service-link.ts";
import { lookUpQueueUrls } from "../sqs/look-up-queue-urls.ts";
import { AwsDelays } from "./aws-delays.ts";

/** What delays in EventBridge Scheduler are made of. */
export interface AwsDelaysSurroundings {
  readonly settings: Settings;
  /** The ARN of the role with which Scheduler sends. */
  readonly role: string;
  readonly sqs: ServiceLink<SQSClient>;
  /** What the client is configured with besides the settings. */
  readonly given: Partial<ClientConfig>;
  /** A client of one's own. @default made of the settings, at the first call */
  readonly scheduler?: SchedulerClient | undefined;
}

/** Puts the delays on AWS together. Nothing is opened before the first call. */
export function openAwsDelays({ settings, role, sqs, given, scheduler }: AwsDelaysSurroundings): Delays {
  const connect = () => scheduler ?? schedulerClient(settings, given);
  const link = new ServiceLink("EventBridge Scheduler", settings.endpoint, connect);
  return new AwsDelays(link, lookUpQueueUrls(sqs, settings), settings, role);
}
