import type {
  BatchResultErrorEntry,
  DeleteMessageBatchCommandInput,
  SendMessageBatchCommandInput,
} from "@aws-sdk/client-sqs";
import type { Outgoing, SendFailure } from "../../ports/index.ts";
import { outgoingEntry } from "./outgoing-entry.ts";

/** A message and its place in the batch as it was given: its entry's id, which stays when it is sent again. */
export type Placed = readonly [index: number, message: Outgoing];

/** The call that sends messages of a batch. Pure. */
export function sendBatchRequest(url: string, messages: readonly Placed[]): SendMessageBatchCommandInput {
  return {
    QueueUrl: url,
    Entries: messages.map(([index, message]) => ({ Id: String(index), ...outgoingEntry(message) })),
  };
}

/** The call that removes messages. Pure. */
export function deleteBatchRequest(url: string, receipts: readonly string[]): DeleteMessageBatchCommandInput {
  return {
    QueueUrl: url,
    Entries: receipts.map((receipt, index) => ({ Id: String(index), ReceiptHandle: receipt })),
  };
}

/** What SQS says of an entry that it did not accept. */
export function failureOf({ Id, Code, Message }: BatchResultErrorEntry): SendFailure {
  return { index: Number(Id), problem: [Code, Message].filter(Boolean).join(": ") || "SQS gave no reason" };
}

/** The entry that stands for a message whose call failed altogether: it is not sent again. */
export function refusal(index: number, error: unknown): BatchResultErrorEntry {
  const Message = error instanceof Error ? error.message : String(error);
  return { Id: String(index), SenderFault: true, Code: undefined, Message };
}
