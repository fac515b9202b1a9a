import { Buffer, isUtf8 } from "node:buffer";
import { LovageError } from "../errors/index.ts";
import { decompress } from "./decompress.ts";
import type { Envelope } from "./open-envelope.ts";
import { textField } from "./read-fields.ts";
import { readJson } from "./read-json.ts";
import { undecodable } from "./undecodable.ts";

/**
 * What the body of an envelope holds, out of base64 and decompressed.
 *
 * @throws LovageError UNSUPPORTED_CONTENT_TYPE, UNSUPPORTED_COMPRESSION, UNDECODABLE_MESSAGE
 */
export function readPayload({ headers, properties, contentType, body }: Envelope): unknown {
  checkContentType(contentType);
  const compression = textField(headers, "compression");
  const content = typeof body === "string" ? unwrap(body, properties.body_encoding) : body;
  if (content instanceof Uint8Array)
    return readJson(textOf(compression ? decompress(content, compression) : content), SUBJECT);
  if (compression) throw undecodable(`it says that its body is compressed as ${compression}, but that is text`);
  if (typeof content === "string") return readJson(content, SUBJECT);
  // An envelope with its body as JSON in place, which an EventBridge input template may write.
  if (typeof content === "object" && content !== null) return content;
  throw undecodable(content === undefined || content === null ? "it has no body" : `its body is a ${typeof content}`);
}

const SUBJECT = "its body";

function checkContentType(contentType: unknown): void {
  // What names no type can be nothing else here.
  if (contentType === "application/json" || contentType === undefined || contentType === null) return;
  if (typeof contentType === "string" && /^application\/json\s*(;\s*charset="?utf-?8"?\s*)?$/i.test(contentType))
    return;
  const got = typeof contentType === "string" ? contentType : typeof contentType;
  throw new LovageError("UNSUPPORTED_CONTENT_TYPE", { got });
}

/** Undoes kombu's `body_encoding`: base64 by default, "utf-8" or null for none. */
function unwrap(body: string, encoding: unknown): string | Uint8Array {
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding === undefined || encoding === null || encoding === "utf-8") return body;
  const name = typeof encoding === "string" ? encoding.toLowerCase() : typeof encoding;
  if (name === "base64" || name === "utf-8" || name === "utf8") return unwrap(body, name.replace("utf8", "utf-8"));
  throw undecodable("its body_encoding is neither base64 nor utf-8");
}

function textOf(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw undecodable("its body is not UTF-8");
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
