import { createHash } from "node:crypto";

/** The attribute of a dead letter that says after which attempt it died; a redriven message still carries it. */
export const diedAfterAttribute = "lovage.attempt";

/** A message that is given up on, for the dead-letter queue beside its queue. The body goes there untouched. */
export interface DeadLetter {
  readonly queue: string;
  readonly body: string;
  readonly groupId?: string;
  /**
   * At most ten attributes of text: why, and of what task. They count into SQS's 1 MiB: where the body leaves no room for
   * one it is left out, so that a large message is never kept from its dead-letter queue by what is said about it.
   */
  readonly attributes: Readonly<Record<string, string>>;
}

/** SQS's limits on a message, body and attributes together
 * (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html). */
const LARGEST_MESSAGE = 1_048_576;
const MOST_ATTRIBUTES = 10;

/** The attributes of a letter that SQS will take beside its body, in their order. Every adapter sends these. */
export function fittingAttributes({ body, attributes }: DeadLetter): Record<string, string> {
  const fitting: Record<string, string> = {};
  let count = 0;
  let room = LARGEST_MESSAGE - Buffer.byteLength(body);
  for (const [name, value] of Object.entries(attributes)) {
    const bytes = Buffer.byteLength(name) + "String".length + Buffer.byteLength(value);
    if (value === "" || bytes > room || count === MOST_ATTRIBUTES) continue;
    fitting[name] = value;
    room -= bytes;
    count++;
  }
  return fitting;
}

/**
 * The deduplication id of a letter to a FIFO dead-letter queue: the same letter twice is one, but a second death of a
 * redriven message, which its attributes tell, is another letter.
 */
export function letterDeduplicationId({ body, attributes }: DeadLetter): string {
  return createHash("sha256")
    .update(JSON.stringify([body, Object.entries(attributes).sort()]))
    .digest("hex");
}
