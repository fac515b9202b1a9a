import type { NewMessage, SentMessage } from "../../queue/index.ts";
import type { Input } from "../wire/index.ts";
import { md5, md5OfAttributes } from "./md5.ts";
import type { messageMembers } from "./shapes.ts";
import { sqsFault } from "./sqs-fault.ts";
import { fromWire } from "./wire-attributes.ts";

/** A message as SendMessage and the entries of SendMessageBatch have it. */
export type SendInput = Input<typeof messageMembers>;

/** The message that an input tells of. */
export function newMessage(input: SendInput): NewMessage {
  return {
    body: input.MessageBody,
    delay: input.DelaySeconds === undefined ? undefined : input.DelaySeconds * 1000,
    attributes: fromWire(input.MessageAttributes),
    traceHeader: traceHeader(input),
    groupId: input.MessageGroupId,
    deduplicationId: input.MessageDeduplicationId,
  };
}

/** What the API answers to a message that was taken. */
export function sendOutput(input: SendInput, sent: SentMessage): object {
  return {
    MessageId: sent.id,
    MD5OfMessageBody: md5(input.MessageBody),
    MD5OfMessageAttributes: md5OfAttributes(fromWire(input.MessageAttributes)),
    MD5OfMessageSystemAttributes: md5OfAttributes(fromWire(input.MessageSystemAttributes)),
    SequenceNumber: sent.sequenceNumber,
  };
}

function traceHeader({ MessageSystemAttributes: given = {} }: SendInput): string | undefined {
  for (const [name, { DataType, StringValue }] of Object.entries(given)) {
    if (name === "AWSTraceHeader" && DataType === "String" && StringValue) continue;
    throw sqsFault(
      "InvalidParameterValue",
      `Message system attribute ${name} is invalid. The only one that can be sent is AWSTraceHeader, a non-empty String.`,
    );
  }
  return given.AWSTraceHeader?.StringValue;
}
