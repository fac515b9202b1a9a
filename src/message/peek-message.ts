import { type Fields, isFields } from "./fields.ts";
import { envelopeText, openEnvelope } from "./open-envelope.ts";
import { readPayload } from "./read-payload.ts";

/** What can be told of a message, however damaged. */
export interface MessagePeek {
  readonly id?: string;
  readonly task?: string;
}

/** The id and the task of a message that cannot be decoded, where they can be found, for its dead letter. Never throws. */
export function peekMessage(body: string): MessagePeek {
  const text = attempt(() => envelopeText(body)) ?? (typeof body === "string" ? body : "");
  const envelope = attempt(() => openEnvelope(text));
  if (!envelope) return { ...scraped(text, "id"), ...scraped(text, "task") };
  // Protocol 1 names them in the body.
  const payload = envelope.headers.task === undefined ? attempt(() => readPayload(envelope)) : undefined;
  const fields: Fields = isFields(payload) ? { ...payload, ...envelope.headers } : envelope.headers;
  return { ...named(fields.id, "id"), ...named(fields.task, "task") };
}

function scraped(text: string, name: "id" | "task"): MessagePeek {
  return named(new RegExp(`"${name}"\\s*:\\s*"([^"\\\\]{1,255})"`).exec(text)?.[1], name);
}

function named(value: unknown, name: "id" | "task"): MessagePeek {
  return typeof value === "string" && value !== "" ? { [name]: value.slice(0, 255) } : {};
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
