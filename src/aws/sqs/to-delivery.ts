import type { Message } from "@aws-sdk/client-sqs";
import type { Delivery } from "../../ports/index.ts";

/** A received message as the engine wants it. Pure. */
export function toDelivery(queue: string, message: Message): Delivery {
  const { MessageId = "", ReceiptHandle = "", Body = "", Attributes = {}, MessageAttributes = {} } = message;
  const attributes: Record<string, string> = {};
  for (const [name, { StringValue }] of Object.entries(MessageAttributes)) {
    if (StringValue !== undefined) attributes[name] = StringValue;
  }
  return {
    queue,
    messageId: MessageId,
    receipt: ReceiptHandle,
    body: Body,
    receiveCount: Number(Attributes.ApproximateReceiveCount ?? 1),
    sentAt: Number(Attributes.SentTimestamp ?? 0),
    ...(Attributes.ApproximateFirstReceiveTimestamp !== undefined && {
      firstReceivedAt: Number(Attributes.ApproximateFirstReceiveTimestamp),
    }),
    ...(Attributes.MessageGroupId !== undefined && { groupId: Attributes.MessageGroupId }),
    attributes,
  };
}
