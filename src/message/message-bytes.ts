import { Buffer } from "node:buffer";

/** SQS takes 1 MiB per message, and as much per batch (AWS: SendMessage, since August 2025). */
export const MAX_MESSAGE_BYTES = 1_048_576;

/** The size of a message body as SQS counts it: bytes of UTF-8. */
export function messageBytes(body: string): number {
  return Buffer.byteLength(body);
}
