import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { QueueKind } from "../../ports/index.ts";
import type { ServiceLink } from "../service-link.ts";
import type { QueueUrls } from "../sqs/queue-urls.ts";
import type { SqsFacts } from "./facts.ts";

/** Looks at a queue. @throws LovageError QUEUE_NOT_FOUND, and what calls throw */
export async function lookAtQueue(
  sqs: ServiceLink<SQSClient>,
  urls: QueueUrls,
  queue: string,
  kind: QueueKind = "queue",
): Promise<SqsFacts> {
  const url = await urls.of(queue, kind);
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] });
  const absent = urls.absent(queue, kind);
  const { Attributes = {} } = await sqs.call("GetQueueAttributes", (client) => client.send(command), { absent });
  return {
    url,
    arn: Attributes.QueueArn ?? "",
    visibilityTimeout: Number(Attributes.VisibilityTimeout ?? 30),
    retention: Number(Attributes.MessageRetentionPeriod ?? 345_600),
    visible: Number(Attributes.ApproximateNumberOfMessages ?? 0),
    redrive: redriveOf(Attributes.RedrivePolicy),
  };
}

function redriveOf(policy: string | undefined): SqsFacts["redrive"] {
  if (!policy) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as Record<string, unknown>;
  return { target: String(deadLetterTargetArn), maxReceiveCount: Number(maxReceiveCount) };
}
