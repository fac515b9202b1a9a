import type { QueueAttributes } from "../../queue/index.ts";
import { readRedrivePolicy, writeRedrivePolicy } from "./redrive-policy.ts";
import { sqsFault } from "./sqs-fault.ts";

/** One queue attribute that can be set: from the API's string to the engine's attributes, and back. */
interface AttributeRule {
  /** The changes that setting it makes. */
  readonly read: (value: string, before: QueueAttributes) => Partial<QueueAttributes>;
  /** Its value, or `undefined` where the queue has none. */
  readonly write: (attributes: QueueAttributes) => string | undefined;
}

type NumberKey = "delay" | "visibilityTimeout" | "retention" | "maximumMessageSize" | "receiveWait";

/** Every attribute of CreateQueue and SetQueueAttributes. Ranges are the engine's. */
export const queueAttributeTable: Readonly<Record<string, AttributeRule>> = {
  DelaySeconds: number("DelaySeconds", "delay", 1000),
  MaximumMessageSize: number("MaximumMessageSize", "maximumMessageSize", 1),
  MessageRetentionPeriod: number("MessageRetentionPeriod", "retention", 1000),
  ReceiveMessageWaitTimeSeconds: number("ReceiveMessageWaitTimeSeconds", "receiveWait", 1000),
  VisibilityTimeout: number("VisibilityTimeout", "visibilityTimeout", 1000),
  RedrivePolicy: {
    read: (value) => ({ redrive: readRedrivePolicy(value) }),
    write: ({ redrive }) => writeRedrivePolicy(redrive),
  },
  FifoQueue: {
    read: (value) => ({ fifo: flag("FifoQueue", value) }),
    write: ({ fifo }) => (fifo ? "true" : undefined),
  },
  ContentBasedDeduplication: {
    read: (value) => ({ contentBasedDeduplication: flag("ContentBasedDeduplication", value) }),
    write: ({ fifo, contentBasedDeduplication }) => (fifo ? `${contentBasedDeduplication}` : undefined),
  },
  DeduplicationScope: {
    read: (value) => ({ deduplicationScope: oneOf("DeduplicationScope", value, ["queue", "messageGroup"]) }),
    write: ({ fifo, deduplicationScope }) => (fifo ? deduplicationScope : undefined),
  },
  FifoThroughputLimit: kept(
    "FifoThroughputLimit",
    (value) => oneOf("FifoThroughputLimit", value, ["perQueue", "perMessageGroupId"]),
    ({ fifo }) => (fifo ? "perQueue" : undefined),
  ),
  Policy: kept("Policy", json("Policy")),
  RedriveAllowPolicy: kept("RedriveAllowPolicy", json("RedriveAllowPolicy")),
  KmsMasterKeyId: kept("KmsMasterKeyId"),
  KmsDataKeyReusePeriodSeconds: kept("KmsDataKeyReusePeriodSeconds", (value) =>
    whole("KmsDataKeyReusePeriodSeconds", value),
  ),
  SqsManagedSseEnabled: kept(
    "SqsManagedSseEnabled",
    (value) => flag("SqsManagedSseEnabled", value),
    ({ other }) => (other.KmsMasterKeyId === undefined ? "true" : "false"),
  ),
};

function number(name: string, key: NumberKey, unit: number): AttributeRule {
  return {
    read: (value) => ({ [key]: whole(name, value) * unit }),
    write: (attributes) => `${attributes[key] / unit}`,
  };
}

/** An attribute that is kept as it is, and taken away by the empty string. */
function kept(
  name: string,
  check: (value: string) => unknown = () => {},
  otherwise: (attributes: QueueAttributes) => string | undefined = () => undefined,
): AttributeRule {
  return {
    read: (value, { other }) => {
      const { [name]: _before, ...rest } = other;
      if (value === "") return { other: rest };
      check(value);
      return { other: { ...rest, [name]: value } };
    },
    write: (attributes) => attributes.other[name] ?? otherwise(attributes),
  };
}

function whole(name: string, value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw invalid(name);
}

function flag(name: string, value: string): boolean {
  return oneOf(name, value.toLowerCase(), ["true", "false"]) === "true";
}

function oneOf<const T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found) return found;
  throw invalid(name);
}

function json(name: string): (value: string) => void {
  return (value) => {
    try {
      JSON.parse(value);
    } catch {
      throw invalid(name);
    }
  };
}

function invalid(name: string): Error {
  return sqsFault("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);
}
