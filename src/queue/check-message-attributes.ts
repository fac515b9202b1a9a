import { isAllowedText } from "./allowed-text.ts";
import { limits } from "./limits.ts";
import type { MessageAttribute, MessageAttributes } from "./message-attribute.ts";
import { refuse } from "./refuse.ts";

const name = /^(?!aws\.|amazon\.)(?!\.)(?!.*\.\.)(?!.*\.$)[a-z0-9_.-]{1,256}$/i;
const dataType = /^(String|Number|Binary)(\..+)?$/;

/** Refuses message attributes that SQS would not take. */
export function checkMessageAttributes(attributes: MessageAttributes): void {
  const entries = Object.entries(attributes);
  if (entries.length > limits.messageAttributes) {
    invalid(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${limits.messageAttributes}].`,
    );
  }
  for (const [key, attribute] of entries) {
    if (!name.test(key)) {
      invalid(
        `The message attribute name '${key}' is invalid. Attribute names can contain A-Z, a-z, 0-9, underscores (_), hyphens (-) and periods (.), at most 256 of them; they must not begin with AWS. or Amazon., begin or end with a period, or hold two in a row.`,
      );
    }
    checkAttribute(key, attribute);
  }
}

function checkAttribute(key: string, { dataType: type, stringValue, binaryValue }: MessageAttribute): void {
  const kind = type.length <= 256 ? dataType.exec(type)?.[1] : undefined;
  if (!kind) {
    invalid(
      `The message attribute '${key}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const value = kind === "Binary" ? binaryValue : stringValue;
  if (!value || (kind === "Binary" ? stringValue : binaryValue) !== undefined) {
    invalid(`The message attribute '${key}' must contain a non-empty value of type '${kind}', and no other.`);
  }
  if (kind === "Number" && (value.trim() === "" || !Number.isFinite(Number(value)))) {
    invalid(`Could not cast message attribute '${key}' value to number.`);
  }
  if (kind !== "Binary" && !isAllowedText(value)) {
    invalid(`The message attribute '${key}' holds characters that are not allowed.`);
  }
}

function invalid(problem: string): never {
  refuse("InvalidParameterValue", problem);
}
