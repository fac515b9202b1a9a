import { limits } from "./limits.ts";
import type { QueueAttributes } from "./queue-attributes.ts";
import { refuse, refuseValue } from "./refuse.ts";

/** The numbers among the attributes: SQS's name, the unit in which SQS writes them, and what is allowed. */
const ranges = [
  { key: "delay", name: "DelaySeconds", unit: 1000, least: 0, most: limits.delay },
  { key: "visibilityTimeout", name: "VisibilityTimeout", unit: 1000, least: 0, most: limits.visibilityTimeout },
  {
    key: "retention",
    name: "MessageRetentionPeriod",
    unit: 1000,
    least: limits.shortestRetention,
    most: limits.longestRetention,
  },
  {
    key: "maximumMessageSize",
    name: "MaximumMessageSize",
    unit: 1,
    least: limits.leastMaximumMessageSize,
    most: limits.messageBytes,
  },
  { key: "receiveWait", name: "ReceiveMessageWaitTimeSeconds", unit: 1000, least: 0, most: limits.receiveWait },
] as const;

/** Refuses a name that SQS would not take for such a queue. */
export function checkQueueName(name: string, fifo: boolean): void {
  const plain = fifo && name.endsWith(".fifo") ? name.slice(0, -".fifo".length) : name;
  if (name.length <= 80 && /^[A-Za-z0-9_-]+$/.test(plain) && fifo === name.endsWith(".fifo")) return;
  refuse(
    "InvalidParameterValue",
    fifo
      ? "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length."
      : "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length.",
  );
}

/** Refuses attributes that are out of their range, or name a dead-letter queue that cannot be one. */
export function checkAttributes(
  attributes: QueueAttributes,
  find: (name: string) => { readonly attributes: QueueAttributes } | undefined,
): void {
  for (const { key, name, unit, least, most } of ranges) {
    const value = attributes[key];
    if (Number.isFinite(value) && value >= least && value <= most) continue;
    refuse(
      "InvalidAttributeValue",
      `Invalid value for the parameter ${name}. Reason: ${value / unit} must be between ${least / unit} and ${most / unit}.`,
    );
  }
  if (!attributes.fifo) {
    const fifoOnly = attributes.contentBasedDeduplication
      ? "ContentBasedDeduplication"
      : attributes.deduplicationScope !== "queue" && "DeduplicationScope";
    if (fifoOnly) refuse("InvalidAttributeName", `You can specify the ${fifoOnly} only when FifoQueue is set to true.`);
  }
  checkRedrive(attributes, find);
}

function checkRedrive(attributes: QueueAttributes, find: Parameters<typeof checkAttributes>[1]): void {
  const { redrive, fifo } = attributes;
  if (!redrive) return;
  const { deadLetterQueue, maxReceiveCount } = redrive;
  const policy = JSON.stringify(redrive);
  if (!Number.isInteger(maxReceiveCount) || maxReceiveCount < 1 || maxReceiveCount > limits.maxReceiveCount) {
    refuseValue(
      "RedrivePolicy",
      policy,
      `Invalid value for maxReceiveCount: ${maxReceiveCount}, valid values are from 1 to ${limits.maxReceiveCount} both inclusive.`,
    );
  }
  const target = find(deadLetterQueue);
  if (!target) refuseValue("RedrivePolicy", policy, "Dead letter target does not exist.");
  if (target.attributes.fifo !== fifo) {
    refuseValue("RedrivePolicy", policy, "Dead-letter queue must be same type of queue as the source.");
  }
}
