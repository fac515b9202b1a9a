import { action } from "../action.ts";
import { batchOutput, checkEntries } from "../batch.ts";
import { newMessage, sendOutput } from "../send.ts";
import { messageMembers, requiredText } from "../shapes.ts";

const entries = {
  is: "list",
  of: { is: "structure", members: { Id: requiredText, ...messageMembers } },
  required: true,
} as const;

/** SendMessageBatch: 200, even when no entry was taken; what failed is in `Failed`. */
export const sendMessageBatch = action(
  { QueueUrl: requiredText, Entries: entries },
  ({ QueueUrl, Entries }, { queueAt }) => {
    const queue = queueAt(QueueUrl);
    checkEntries("SendMessageBatch", Entries);
    const outcomes = queue.sendBatch(Entries.map(newMessage));
    return batchOutput(Entries, (entry, index) => {
      const sent = outcomes[index];
      return sent === undefined || sent instanceof Error ? (sent ?? new Error("no outcome")) : sendOutput(entry, sent);
    });
  },
);
