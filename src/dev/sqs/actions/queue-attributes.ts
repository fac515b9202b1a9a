import { action } from "../action.ts";
import { readAttributes, writeAttributes } from "../queue-attributes.ts";
import { requiredText, text, texts } from "../shapes.ts";
import { sqsFault } from "../sqs-fault.ts";

/** GetQueueAttributes: those that are named, none when none is. */
export const getQueueAttributes = action(
  { QueueUrl: requiredText, AttributeNames: texts },
  ({ QueueUrl, AttributeNames = [] }, { queueAt }) => ({
    Attributes: writeAttributes(queueAt(QueueUrl), AttributeNames),
  }),
);

/** SetQueueAttributes: all of them or none. */
export const setQueueAttributes = action(
  { QueueUrl: requiredText, Attributes: { is: "map", of: text, required: true } },
  ({ QueueUrl, Attributes }, { queueAt }) => {
    const queue = queueAt(QueueUrl);
    const changes = readAttributes(Attributes, queue.attributes);
    if (changes.fifo === true && !queue.attributes.fifo)
      throw sqsFault("InvalidAttributeName", "Unknown Attribute FifoQueue.");
    queue.setAttributes(changes);
  },
);
