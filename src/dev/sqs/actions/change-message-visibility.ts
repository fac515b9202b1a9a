import { action } from "../action.ts";
import { checkEntries, eachEntry } from "../batch.ts";
import { integer, requiredText } from "../shapes.ts";

/** ChangeMessageVisibility. */
export const changeMessageVisibility = action(
  { QueueUrl: requiredText, ReceiptHandle: requiredText, VisibilityTimeout: { is: "integer", required: true } },
  ({ QueueUrl, ReceiptHandle, VisibilityTimeout }, { queueAt }) =>
    queueAt(QueueUrl).changeVisibility(ReceiptHandle, VisibilityTimeout * 1000),
);

const entries = {
  is: "list",
  of: {
    is: "structure",
    members: { Id: requiredText, ReceiptHandle: requiredText, VisibilityTimeout: integer },
  },
  required: true,
} as const;

/** ChangeMessageVisibilityBatch. An entry without a timeout takes 0, as in SQS's own model. */
export const changeMessageVisibilityBatch = action(
  { QueueUrl: requiredText, Entries: entries },
  ({ QueueUrl, Entries }, { queueAt }) => {
    const queue = queueAt(QueueUrl);
    checkEntries("ChangeMessageVisibilityBatch", Entries);
    return eachEntry(Entries, ({ ReceiptHandle, VisibilityTimeout = 0 }) =>
      queue.changeVisibility(ReceiptHandle, VisibilityTimeout * 1000),
    );
  },
);
