import type { Queue, QueueAttributes } from "../../queue/index.ts";
import { queueArn } from "../account.ts";
import { queueAttributeTable } from "./queue-attribute-table.ts";
import { sqsFault } from "./sqs-fault.ts";

/** Attributes as the API writes them. */
export type AttributeMap = Readonly<Record<string, string>>;

const fifoOnly = ["ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"];

/** What setting these attributes changes in a queue that has `before`. */
export function readAttributes(given: AttributeMap, before: QueueAttributes): Partial<QueueAttributes> {
  let changes: Partial<QueueAttributes> = {};
  for (const [name, value] of Object.entries(given)) {
    const rule = queueAttributeTable[name];
    if (!rule) throw unknownAttribute(name);
    changes = { ...changes, ...rule.read(value, { ...before, ...changes }) };
  }
  const stray = fifoOnly.find((name) => name in given);
  if (stray && !(changes.fifo ?? before.fifo)) {
    throw sqsFault("InvalidAttributeName", `You can specify the ${stray} only when FifoQueue is set to true.`);
  }
  return changes;
}

// What GetQueueAttributes adds to those that can be set.
const computed: Readonly<Record<string, (queue: Queue) => string>> = {
  QueueArn: ({ name }) => queueArn(name),
  ApproximateNumberOfMessages: ({ counts }) => `${counts.visible}`,
  ApproximateNumberOfMessagesNotVisible: ({ counts }) => `${counts.inFlight}`,
  ApproximateNumberOfMessagesDelayed: ({ counts }) => `${counts.delayed}`,
  CreatedTimestamp: ({ createdAt }) => `${Math.floor(createdAt / 1000)}`,
  LastModifiedTimestamp: ({ modifiedAt }) => `${Math.floor(modifiedAt / 1000)}`,
};

/** The attributes of these names, `All` being all; `undefined` when the queue has none of them. */
export function writeAttributes(queue: Queue, names: readonly string[]): AttributeMap | undefined {
  const wanted = names.includes("All") ? [...Object.keys(computed), ...Object.keys(queueAttributeTable)] : names;
  const attributes: Record<string, string> = {};
  for (const name of wanted) {
    const rule = queueAttributeTable[name];
    if (!rule && !computed[name]) throw unknownAttribute(name);
    const value = rule ? rule.write(queue.attributes) : computed[name]?.(queue);
    if (value !== undefined) attributes[name] = value;
  }
  return Object.keys(attributes).length === 0 ? undefined : attributes;
}

/** Refuses to create again, with other attributes, what is there. */
export function checkSameAttributes(queue: Queue, given: AttributeMap, changes: Partial<QueueAttributes>): void {
  const wanted = { ...queue.attributes, ...changes };
  for (const name of Object.keys(given)) {
    const rule = queueAttributeTable[name];
    if (rule?.write(wanted) === rule?.write(queue.attributes)) continue;
    throw sqsFault(
      "QueueNameExists",
      `A queue already exists with the same name and a different value for attribute ${name}`,
    );
  }
}

function unknownAttribute(name: string): Error {
  return sqsFault("InvalidAttributeName", `Unknown Attribute ${name}.`);
}
