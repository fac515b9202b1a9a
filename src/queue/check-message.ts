import { isAllowedText } from "./allowed-text.ts";
import { checkMessageAttributes } from "./check-message-attributes.ts";
import { limits } from "./limits.ts";
import { messageBytes } from "./message-bytes.ts";
import type { NewMessage } from "./new-message.ts";
import type { QueueAttributes } from "./queue-attributes.ts";
import { refuse, refuseValue } from "./refuse.ts";

const identifier = /^[!-~]{1,128}$/;

/** Refuses a message that SQS would not take into such a queue. */
export function checkMessage(message: NewMessage, queue: QueueAttributes): void {
  const { body, attributes, delay, groupId, deduplicationId } = message;
  if (!body) refuse("MissingParameter", "The request must contain the parameter MessageBody.");
  if (messageBytes(message) > queue.maximumMessageSize) {
    refuse(
      "InvalidParameterValue",
      `One or more parameters are invalid. Reason: Message must be shorter than ${queue.maximumMessageSize} bytes.`,
    );
  }
  if (!isAllowedText(body)) {
    refuse(
      "InvalidMessageContents",
      "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.",
    );
  }
  if (attributes) checkMessageAttributes(attributes);
  if (delay !== undefined) checkDelay(delay, queue.fifo);
  checkIdentifier("MessageGroupId", groupId);
  checkIdentifier("MessageDeduplicationId", deduplicationId);
  if (queue.fifo && groupId === undefined) {
    refuse("MissingParameter", "The request must contain the parameter MessageGroupId.");
  }
  if (queue.fifo && deduplicationId === undefined && !queue.contentBasedDeduplication) {
    refuse(
      "InvalidParameterValue",
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
  if (!queue.fifo && deduplicationId !== undefined) {
    const reason = "The request includes a parameter that is not valid for this queue type.";
    refuseValue("MessageDeduplicationId", deduplicationId, reason);
  }
}

function checkDelay(delay: number, fifo: boolean): void {
  if (fifo && delay !== 0) {
    const reason = "The request include parameter that is not valid for this queue type.";
    refuseValue("DelaySeconds", delay / 1000, reason);
  }
  if (!(delay >= 0 && delay <= limits.delay)) {
    refuseValue("DelaySeconds", delay / 1000, `DelaySeconds must be >= 0 and <= ${limits.delay / 1000}.`);
  }
}

function checkIdentifier(parameter: string, value: string | undefined): void {
  if (value === undefined || identifier.test(value)) return;
  const reason = `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`;
  refuseValue(parameter, value, reason);
}
