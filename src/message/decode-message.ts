import { LovageError } from "../errors/index.ts";
import { type Fields, isFields } from "./fields.ts";
import type { Message } from "./message.ts";
import { type Envelope, openEnvelope } from "./open-envelope.ts";
import { ownHeaders } from "./own-headers.ts";
import { readEmbed } from "./read-embed.ts";
import { countField, limitField, stampsField, textField, timeField } from "./read-fields.ts";
import { readPayload } from "./read-payload.ts";
import { readSingleton } from "./singleton.ts";
import { readTick } from "./tick.ts";
import { undecodable } from "./undecodable.ts";
import { PAYLOAD_VERSION, WIRE_VERSION } from "./wire-version.ts";

/** Longer ids fit no key of a store. */
const LONGEST_ID = 255;

/**
 * Reads the body of an SQS message that Lovage or any Celery client wrote: kombu's envelope as JSON or base64, its
 * body as text, base64 or compressed (zlib, gzip, brotli, zstd), protocol version 2 or 1. A message that fails here
 * fails always.
 *
 * @throws LovageError UNDECODABLE_MESSAGE, UNSUPPORTED_CONTENT_TYPE, UNSUPPORTED_COMPRESSION, UNSUPPORTED_VERSION;
 * never another error
 */
export function decodeMessage(body: string): Message {
  const envelope = openEnvelope(body);
  const { headers } = envelope;
  checkVersion(headers.lovage_version);
  const payload = readPayload(envelope);
  if (Array.isArray(payload)) {
    if (payload.length < 2 || payload.length > 3) throw undecodable("its body is no list of args, kwargs and embed");
    return message(headers, envelope, payload[0], payload[1], payload[2], ownHeaders(headers));
  }
  // Protocol 1 has in its body what protocol 2 has in its headers; where both have it, the header counts.
  if (!isFields(payload)) throw undecodable("its body is no list of args, kwargs and embed");
  const { callbacks, errbacks, chord } = payload;
  const fields = { group: payload.taskset, ...payload, ...headers };
  return message(fields, envelope, payload.args, payload.kwargs, { callbacks, errbacks, chord }, ownHeaders(headers));
}

function checkVersion(got: unknown): void {
  if (got === undefined || got === null || got === WIRE_VERSION || got === PAYLOAD_VERSION) return;
  throw new LovageError("UNSUPPORTED_VERSION", { got: typeof got === "number" ? got : typeof got });
}

function message(
  fields: Fields,
  { properties }: Envelope,
  args: unknown,
  kwargs: unknown,
  embed: unknown,
  headers: Fields,
): Message {
  const task = textField(fields, "task");
  if (task === undefined) throw undecodable("it names no task");
  const id = textField(fields, "id");
  if (id === undefined) throw undecodable("it has no id");
  if (id.length > LONGEST_ID) throw undecodable(`its id has more than ${LONGEST_ID} characters`);
  const read: Writable<Message> = {
    id,
    task,
    ...callOf(fields.lovage_payload, args, kwargs),
    embed: readEmbed(embed),
    retries: countField(fields, "retries") ?? 0,
    ignoreResult: fields.ignore_result === true,
    hops: countField(fields, "lovage_hops") ?? 0,
    headers,
  };
  put(read, "eta", timeField(fields, "eta"));
  put(read, "expires", timeField(fields, "expires"));
  put(read, "timeLimit", limitField(fields, 0));
  put(read, "softTimeLimit", limitField(fields, 1));
  put(read, "rootId", textField(fields, "root_id"));
  put(read, "parentId", textField(fields, "parent_id"));
  put(read, "groupId", textField(fields, "group"));
  put(read, "groupIndex", countField(fields, "group_index"));
  put(read, "shadow", textField(fields, "shadow"));
  put(read, "origin", textField(fields, "origin"));
  put(read, "stamps", stampsField(fields));
  put(read, "sharedUntil", countField(fields, "lovage_shared_until"));
  if (isFields(fields.lovage_singleton)) read.singleton = readSingleton(fields.lovage_singleton);
  if (isFields(fields.lovage_tick)) read.tick = readTick(fields.lovage_tick);
  put(read, "replyTo", textField(properties, "reply_to"));
  put(read, "priority", typeof properties.priority === "number" ? properties.priority : undefined);
  const { delivery_info: info } = properties;
  put(read, "queue", isFields(info) ? textField(info, "routing_key") : undefined);
  return read;
}

/** Args and kwargs, or where they are. */
function callOf(payload: unknown, args: unknown, kwargs: unknown): Pick<Message, "args" | "kwargs" | "payload"> {
  if (!isFields(payload)) return { args: listOf(args), kwargs: objectOf(kwargs) };
  const key = textField(payload, "key");
  if (key === undefined) throw undecodable("its lovage_payload has no key");
  return { args: [], kwargs: {}, payload: { key, bytes: countField(payload, "bytes") ?? 0 } };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Sets a field only where there is a value. */
function put<K extends keyof Message>(message: Writable<Message>, key: K, value: Message[K] | undefined): void {
  if (value !== undefined) message[key] = value;
}

function listOf(args: unknown): readonly unknown[] {
  if (Array.isArray(args)) return args;
  if (args === undefined || args === null) return [];
  throw undecodable("its args are no list");
}

function objectOf(kwargs: unknown): Fields {
  if (isFields(kwargs)) return kwargs;
  if (kwargs === undefined || kwargs === null) return {};
  throw undecodable("its kwargs are no object");
}
