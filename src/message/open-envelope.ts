import { Buffer, isUtf8 } from "node:buffer";
import { type Fields, isFields } from "./fields.ts";
import { readJson } from "./read-json.ts";
import { undecodable } from "./undecodable.ts";

/** Kombu's envelope: what an SQS message body holds. */
export interface Envelope {
  readonly headers: Fields;
  readonly properties: Fields;
  readonly contentType: unknown;
  readonly body: unknown;
}

const NONE: Fields = {};

/**
 * Opens the body of an SQS message: the envelope as JSON, or that in base64 (Celery's default). An object that is no
 * envelope is taken for the body of one, as Celery does.
 *
 * @throws LovageError UNDECODABLE_MESSAGE
 */
export function openEnvelope(text: string): Envelope {
  const envelope = readJson(envelopeText(text), "its envelope");
  if (!isFields(envelope)) throw undecodable("its envelope is JSON, but no object");
  const { headers, properties } = envelope;
  if (!isFields(properties) && !isFields(headers)) {
    if (properties !== undefined) throw undecodable("its properties are no object");
    return { headers: NONE, properties: NONE, contentType: undefined, body: envelope };
  }
  return {
    headers: part(headers, "headers"),
    properties: part(properties, "properties"),
    contentType: envelope["content-type"],
    body: envelope.body,
  };
}

/** The envelope's JSON, of a message body that may be the base64 of it. */
export function envelopeText(text: string): string {
  if (typeof text !== "string" || text === "") throw undecodable("it is empty");
  if (text.charCodeAt(0) === OPENING_BRACE) return text;
  const trimmed = text.trim();
  if (trimmed.charCodeAt(0) === OPENING_BRACE) return trimmed;
  const bytes = Buffer.from(trimmed, "base64");
  if (bytes.length > 0 && isUtf8(bytes)) {
    const decoded = bytes.toString("utf8");
    if (decoded.trimStart().charCodeAt(0) === OPENING_BRACE) return decoded;
  }
  throw undecodable("it is neither a JSON object nor the base64 of one");
}

const OPENING_BRACE = 0x7b;

function part(value: unknown, name: string): Fields {
  if (isFields(value)) return value;
  if (value === undefined || value === null) return NONE;
  throw undecodable(`its ${name} are no object`);
}
