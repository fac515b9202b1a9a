import { defaultAttributes } from "../../../queue/index.ts";
import { action } from "../action.ts";
import { checkSameAttributes, readAttributes } from "../queue-attributes.ts";
import { requiredText, textMap } from "../shapes.ts";
import { sqsFault } from "../sqs-fault.ts";

/** CreateQueue: the same again answers the same URL; with other attributes it is QueueNameExists. */
export const createQueue = action(
  { QueueName: requiredText, Attributes: textMap, tags: textMap },
  ({ QueueName, Attributes = {}, tags }, { engine, urlOf }) => {
    const existing = engine.find(QueueName);
    const changes = readAttributes(Attributes, existing?.attributes ?? defaultAttributes);
    if (existing) {
      checkSameAttributes(existing, Attributes, changes);
      return { QueueUrl: urlOf(existing) };
    }
    // SQS makes no FIFO queue of the name alone.
    const { fifo = false } = changes;
    if ("FifoQueue" in Attributes && !fifo) throw sqsFault("InvalidAttributeName", "Unknown Attribute FifoQueue.");
    return { QueueUrl: urlOf(engine.create(QueueName, { ...changes, fifo }, tags)) };
  },
);
