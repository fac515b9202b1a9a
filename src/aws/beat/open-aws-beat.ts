import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { SchedulerClient } from "@aws-sdk/client-scheduler";
import type { SQSClient } from "@aws-sdk/client-sqs";
import type { Beat } from "../../ports/index.ts";
import type { Runtime } from "../../runtime/index.ts";
import type { Settings } from "../../settings/index.ts";
import type { ClientConfig } from "../client-config.ts";
import { ServiceLink } from "../service-link.ts";
import { lookUpQueueUrls } from "../sqs/look-up-queue-urls.ts";
import { QueueArns } from "../sqs/queue-arns.ts";
import { AwsBeat } from "./aws-beat.ts";
import { BeatServices } from "./beat-services.ts";
import { eventBridgeClient } from "./eventbridge-client.ts";
import { schedulerClient } from "./scheduler-client.ts";

/** What a beat on AWS is made of. */
export interface AwsBeatSurroundings {
  readonly settings: Settings;
  readonly runtime: Runtime;
  readonly sqs: ServiceLink<SQSClient>;
  /** What its clients are configured with besides the settings. */
  readonly given: Partial<ClientConfig>;
  /** Clients of one's own. @default made of the settings, at the first call */
  readonly eventbridge?: EventBridgeClient | undefined;
  readonly scheduler?: SchedulerClient | undefined;
}

/** Puts the beat on AWS together. Nothing is opened before its first call. */
export function openAwsBeat({ settings, runtime, sqs, given, eventbridge, scheduler }: AwsBeatSurroundings): Beat {
  const { endpoint } = settings;
  const rules = new ServiceLink("EventBridge", endpoint, () => eventbridge ?? eventBridgeClient(settings, given));
  const schedules = new ServiceLink(
    "EventBridge Scheduler",
    endpoint,
    () => scheduler ?? schedulerClient(settings, given),
  );
  const arns = new QueueArns(sqs, lookUpQueueUrls(sqs, settings));
  return new AwsBeat(new BeatServices(rules, schedules, runtime), arns, settings, runtime);
}
