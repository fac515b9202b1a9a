import { GetQueueUrlCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Settings } from "../../settings/index.ts";
import type { ServiceLink } from "../service-link.ts";
import { QueueUrls } from "./queue-urls.ts";

/** The URLs of an app's queues, those that the settings do not know asked of SQS. */
export function lookUpQueueUrls(sqs: ServiceLink<SQSClient>, settings: Settings): QueueUrls {
  return new QueueUrls(settings, async (QueueName, absent) => {
    const command = new GetQueueUrlCommand({ QueueName });
    const { QueueUrl } = await sqs.call("GetQueueUrl", (client) => client.send(command), { absent });
    if (QueueUrl === undefined) throw absent(undefined);
    return QueueUrl;
  });
}
