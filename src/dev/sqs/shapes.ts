import { limits } from "../../queue/index.ts";

// The members that several actions share. Ranges in which the engine is as strict are left to the engine.

/** An optional string. */
export const text = { is: "string" } as const;
/** A string that must be there. */
export const requiredText = { is: "string", required: true } as const;
/** An optional list of strings. */
export const texts = { is: "list", of: text } as const;
/** A list of strings that must be there. */
export const requiredTexts = { is: "list", of: text, required: true } as const;
/** An optional map of strings. */
export const textMap = { is: "map", of: text } as const;
/** An optional whole number. */
export const integer = { is: "integer" } as const;
/** MaxResults of a listing in pages. */
export const maxResults = { is: "integer", least: 1, most: 1000 } as const;

const attributeValue = {
  is: "structure",
  members: { DataType: requiredText, StringValue: text, BinaryValue: { is: "blob" } },
} as const;

/** A message to send, as SendMessage and the entries of SendMessageBatch have it. */
export const messageMembers = {
  MessageBody: requiredText,
  DelaySeconds: integer,
  MessageAttributes: { is: "map", of: attributeValue },
  MessageSystemAttributes: { is: "map", of: attributeValue },
  MessageDeduplicationId: text,
  MessageGroupId: text,
} as const;

/** How many messages one receive may get. */
export const maxNumberOfMessages = {
  is: "integer",
  least: 1,
  most: 10,
  reason: "Must be between 1 and 10, if provided.",
} as const;

/** How fast a move task may go. */
export const moveRate = {
  is: "integer",
  least: 1,
  most: limits.moveRate,
  reason: `Must be between 1 and ${limits.moveRate}, if provided.`,
} as const;
