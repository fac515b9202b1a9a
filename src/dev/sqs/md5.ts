import { createHash } from "node:crypto";
import type { MessageAttributes } from "../../queue/index.ts";

/** MD5 of a text, in hex. */
export function md5(text: string): string {
  return createHash("md5").update(text).digest("hex");
}

/**
 * MD5 of message attributes, `undefined` when there are none. In order of their names: name, type, a byte for the kind
 * of value (1 text, 2 binary) and value, each but the byte after its length in four bytes ("Calculating the MD5 message
 * digest for message attributes", SQS developer guide).
 */
export function md5OfAttributes(attributes: MessageAttributes | undefined): string | undefined {
  const entries = Object.entries(attributes ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return undefined;
  const hash = createHash("md5");
  const update = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const [name, { dataType, stringValue, binaryValue }] of entries) {
    update(Buffer.from(name));
    update(Buffer.from(dataType));
    hash.update(Buffer.from([binaryValue === undefined ? 1 : 2]));
    update(binaryValue === undefined ? Buffer.from(stringValue ?? "") : Buffer.from(binaryValue, "base64"));
  }
  return hash.digest("hex");
}
