import type { SendMessageCommandInput } from "@aws-sdk/client-sqs";
import type { Outgoing } from "../../ports/index.ts";

/** What SendMessage and an entry of SendMessageBatch have in common. Pure. */
export function outgoingEntry(message: Outgoing): Omit<SendMessageCommandInput, "QueueUrl"> {
  const { body, delaySeconds, groupId, deduplicationId, attributes } = message;
  return {
    MessageBody: body,
    ...(delaySeconds !== undefined && { DelaySeconds: delaySeconds }),
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    ...(deduplicationId !== undefined && { MessageDeduplicationId: deduplicationId }),
    ...(attributes !== undefined && {
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
      ),
    }),
  };
}
