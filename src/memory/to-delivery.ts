import type { Delivery } from "../ports/index.ts";
import type { ReceivedMessage } from "../queue/index.ts";

/** A received message as the engine wants it. Pure. */
export function toDelivery(queue: string, message: ReceivedMessage): Delivery {
  const attributes: Record<string, string> = {};
  for (const [name, { stringValue }] of Object.entries(message.attributes ?? {})) {
    if (stringValue !== undefined) attributes[name] = stringValue;
  }
  return {
    queue,
    messageId: message.id,
    receipt: message.receiptHandle,
    body: message.body,
    receiveCount: message.receiveCount,
    sentAt: message.sentAt,
    firstReceivedAt: message.firstReceivedAt,
    ...(message.groupId !== undefined && { groupId: message.groupId }),
    attributes,
  };
}
