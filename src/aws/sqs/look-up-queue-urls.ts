import { GetQueueUrlCommand, ListQueuesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { LovageError } from "../../errors/index.ts";
import type { Settings } from "../../settings/index.ts";
import { isThisMachine } from "../client-config.ts";
import type { ServiceLink } from "../service-link.ts";
import { QueueUrls } from "./queue-urls.ts";

/** The URLs of an app's queues, those that the settings do not know asked of SQS. */
export function lookUpQueueUrls(sqs: ServiceLink<SQSClient>, settings: Settings): QueueUrls {
  return new QueueUrls(settings, async (QueueName, absent) => {
    const command = new GetQueueUrlCommand({ QueueName });
    try {
      const { QueueUrl } = await sqs.call("GetQueueUrl", (client) => client.send(command), { absent });
      if (QueueUrl === undefined) throw absent(undefined);
      return QueueUrl;
    } catch (error) {
      const { endpoint } = settings;
      if (!LovageError.is(error, "QUEUE_NOT_FOUND") || endpoint === undefined || !isThisMachine(endpoint)) throw error;
      throw new LovageError(
        "QUEUE_NOT_FOUND",
        { ...error.detail, existing: await someQueues(sqs) },
        { cause: error.cause },
      );
    }
  });
}

/** How many queues an error names. */
const SOME = 20;

/** Names of queues on this machine, where it costs nothing to ask and an account has a few: the misspelt one's is among them. */
async function someQueues(sqs: ServiceLink<SQSClient>): Promise<string[] | undefined> {
  const command = new ListQueuesCommand({ MaxResults: SOME });
  const asked = sqs.call("ListQueues", (client) => client.send(command));
  const answer = await asked.catch(() => undefined);
  if (!answer) return undefined;
  const names = (answer.QueueUrls ?? []).map((url) => url.slice(url.lastIndexOf("/") + 1));
  return names.filter((name) => !/-dead-letters(\.fifo)?$/.test(name));
}
