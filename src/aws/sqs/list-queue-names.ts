import { ListQueuesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { queuePrefix } from "../../settings/index.ts";
import type { ServiceLink } from "../service-link.ts";

/** The most that ListQueues gives in one answer. */
const PAGE = 1_000;

/** The SQS names of all queues whose names begin as an app's do. */
export async function listQueueNames(sqs: ServiceLink<SQSClient>, app: string): Promise<string[]> {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const command = new ListQueuesCommand({ QueueNamePrefix: queuePrefix(app), MaxResults: PAGE, NextToken });
    const page = await sqs.call("ListQueues", (client) => client.send(command));
    for (const url of page.QueueUrls ?? []) names.push(url.slice(url.lastIndexOf("/") + 1));
    NextToken = page.NextToken;
  } while (NextToken);
  return names;
}
