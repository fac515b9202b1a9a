import type { ReceiveMessageCommandInput } from "@aws-sdk/client-sqs";
import type { ReceiveRequest } from "../../ports/index.ts";

/** The call that long-polls. Pure. */
export function receiveRequest(url: string, request: ReceiveRequest): ReceiveMessageCommandInput {
  const { max, waitSeconds, visibilitySeconds } = request;
  return {
    QueueUrl: url,
    MaxNumberOfMessages: max,
    WaitTimeSeconds: waitSeconds,
    ...(visibilitySeconds !== undefined && { VisibilityTimeout: visibilitySeconds }),
    MessageSystemAttributeNames: [
      "ApproximateReceiveCount",
      "ApproximateFirstReceiveTimestamp",
      "SentTimestamp",
      "MessageGroupId",
    ],
    MessageAttributeNames: ["All"],
  };
}
