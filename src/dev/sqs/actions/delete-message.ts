import { action } from "../action.ts";
import { checkEntries, eachEntry } from "../batch.ts";
import { requiredText } from "../shapes.ts";

/** DeleteMessage. */
export const deleteMessage = action(
  { QueueUrl: requiredText, ReceiptHandle: requiredText },
  ({ QueueUrl, ReceiptHandle }, { queueAt }) => queueAt(QueueUrl).delete(ReceiptHandle),
);

const entries = {
  is: "list",
  of: { is: "structure", members: { Id: requiredText, ReceiptHandle: requiredText } },
  required: true,
} as const;

/** DeleteMessageBatch. */
export const deleteMessageBatch = action(
  { QueueUrl: requiredText, Entries: entries },
  ({ QueueUrl, Entries }, { queueAt }) => {
    const queue = queueAt(QueueUrl);
    checkEntries("DeleteMessageBatch", Entries);
    return eachEntry(Entries, ({ ReceiptHandle }) => queue.delete(ReceiptHandle));
  },
);
