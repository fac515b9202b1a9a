import type { MessageAttributes, ReceivedMessage } from "../../queue/index.ts";
import { accountId, queueArn } from "../account.ts";
import { md5, md5OfAttributes } from "./md5.ts";
import { toWire } from "./wire-attributes.ts";

/** The system attributes of a message, by the names of the API. */
const systemAttributes: Readonly<Record<string, (message: ReceivedMessage) => string | undefined>> = {
  SenderId: () => accountId,
  SentTimestamp: ({ sentAt }) => `${sentAt}`,
  ApproximateReceiveCount: ({ receiveCount }) => `${receiveCount}`,
  ApproximateFirstReceiveTimestamp: ({ firstReceivedAt }) => `${firstReceivedAt}`,
  SequenceNumber: ({ sequenceNumber }) => sequenceNumber,
  MessageDeduplicationId: ({ deduplicationId }) => deduplicationId,
  MessageGroupId: ({ groupId }) => groupId,
  AWSTraceHeader: ({ traceHeader }) => traceHeader,
  DeadLetterQueueSourceArn: ({ deadLetterSource }) =>
    deadLetterSource === undefined ? undefined : queueArn(deadLetterSource),
};

/** A received message as the API writes it: with the system and message attributes that were asked for. */
export function writeReceived(
  message: ReceivedMessage,
  systemNames: readonly string[],
  attributeNames: readonly string[],
): object {
  const attributes = pickAttributes(message.attributes, attributeNames);
  return {
    MessageId: message.id,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    Attributes: pickSystemAttributes(message, systemNames),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MessageAttributes: toWire(attributes),
  };
}

function pickSystemAttributes(message: ReceivedMessage, names: readonly string[]): object | undefined {
  const wanted = names.includes("All") ? Object.keys(systemAttributes) : names;
  const picked: Record<string, string> = {};
  for (const name of wanted) {
    // AttributeNames takes the names of queue attributes too, which say nothing here.
    const value = systemAttributes[name]?.(message);
    if (value !== undefined) picked[name] = value;
  }
  return Object.keys(picked).length === 0 ? undefined : picked;
}

/** Those whose names are asked for: `All` or `.*` for all, `prefix.*` for all that begin so. */
function pickAttributes(
  attributes: MessageAttributes | undefined,
  names: readonly string[],
): MessageAttributes | undefined {
  if (!attributes || names.length === 0) return undefined;
  const all = names.some((name) => name === "All" || name === ".*" || name === "*");
  const prefixes = names.filter((name) => name.endsWith(".*")).map((name) => name.slice(0, -2));
  const isWanted = (name: string) => all || names.includes(name) || prefixes.some((prefix) => name.startsWith(prefix));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isWanted(name)));
}
