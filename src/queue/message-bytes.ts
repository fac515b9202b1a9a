import type { NewMessage } from "./new-message.ts";

/**
 * The size of a message as SQS counts it: the body, and each attribute's name, type and value. The trace header does
 * not count.
 */
export function messageBytes(message: Pick<NewMessage, "body" | "attributes">): number {
  let bytes = Buffer.byteLength(message.body);
  for (const name in message.attributes) {
    const attribute = message.attributes[name];
    if (!attribute) continue;
    bytes += Buffer.byteLength(name) + Buffer.byteLength(attribute.dataType);
    bytes += Buffer.byteLength(attribute.stringValue ?? "") + Buffer.byteLength(attribute.binaryValue ?? "", "base64");
  }
  return bytes;
}
