import { Buffer } from "node:buffer";
import { LovageError } from "../errors/index.ts";
import { escapeRefused } from "./escape-refused.ts";
import type { Fields } from "./fields.ts";
import { formatIsoTime } from "./iso-time.ts";
import type { Embed, Message } from "./message.ts";
import { protocolHeaders } from "./protocol-headers.ts";
import type { Tick } from "./tick.ts";
import { PAYLOAD_VERSION } from "./wire-version.ts";
import { writeValue } from "./write-value.ts";

/**
 * The body of an SQS message: kombu's envelope as plain JSON, without base64 and without what is null. A Python
 * worker of Celery reads it as its own.
 *
 * @param origin - who sends, for people; wins over the message's own. @default the message's own
 * @throws LovageError NOT_SERIALIZABLE with the path of the culprit (`args[0].user`); INVALID_OPTION for a header of
 * the user's that has the name of one of the protocol's
 */
export function encodeMessage(message: Message, origin: string | undefined = message.origin): string {
  return writeEnvelope(message, origin, AS_IT_IS);
}

/** What is written otherwise in a template: JSON text of the id and of the tick's time, and the body in base64. */
interface Form {
  readonly id?: string;
  readonly time?: string;
  readonly base64?: boolean;
}

const AS_IT_IS: Form = {};

/** For this room: the envelope in the form that is asked for. */
export function writeEnvelope(message: Message, origin: string | undefined, form: Form): string {
  const what = `The message for "${message.task}"`;
  const payload = `[${call(message, what)},${embed(message.embed, what)}]`;
  const body = quote(form.base64 ? Buffer.from(payload).toString("base64") : payload);
  const id = form.id ?? quote(message.id);
  return escapeRefused(
    `{"body":${body},"content-encoding":"utf-8","content-type":"application/json",` +
      `"headers":{${headers(message, what, id, origin, form)}},"properties":{${properties(message, id, form)}}}`,
  );
}

/**
 * Args and kwargs. Where they are kept elsewhere a Python worker, which cannot fetch them, gets a keyword argument that its task does
 * not take, and fails by that, rather than to run without them.
 */
function call({ args, kwargs, payload }: Message, what: string): string {
  if (payload) return `[],{"lovage_payload":${quote(payload.key)}}`;
  return `${writeValue(args, what, "args")},${writeValue(kwargs, what, "kwargs")}`;
}

const quote = JSON.stringify as (text: string) => string;

function embed({ callbacks, errbacks, chain, chord }: Embed, what: string): string {
  if (callbacks === null && errbacks === null && chain === null && chord === null) return "{}";
  return writeValue(
    {
      ...(callbacks === null ? undefined : { callbacks }),
      ...(errbacks === null ? undefined : { errbacks }),
      ...(chain === null ? undefined : { chain }),
      ...(chord === null ? undefined : { chord }),
    },
    what,
    "embed",
  );
}

/** In Celery's order (`as_task_v2`), then ours, then the user's. */
function headers(message: Message, what: string, id: string, origin: string | undefined, form: Form): string {
  const { rootId, stamps, hops, tick, singleton } = message;
  return (
    `"lang":"js","task":${quote(message.task)},"id":${id}` +
    text("shadow", message.shadow) +
    time("eta", message.eta, what) +
    time("expires", message.expires, what) +
    text("group", message.groupId) +
    count("group_index", message.groupIndex) +
    count("retries", message.retries) +
    limits(message) +
    (rootId === message.id ? `,"root_id":${id}` : text("root_id", rootId)) +
    text("parent_id", message.parentId) +
    text("origin", origin) +
    (message.ignoreResult ? ',"ignore_result":true' : "") +
    (stamps === undefined ? "" : stamped(stamps, what)) +
    (hops === 0 ? "" : count("lovage_hops", hops)) +
    count("lovage_shared_until", message.sharedUntil) +
    (singleton === undefined ? "" : `,"lovage_singleton":${JSON.stringify(singleton)}`) +
    (tick === undefined ? "" : ticked(tick, what, form.time)) +
    elsewhere(message) +
    own(message.headers, what)
  );
}

function properties({ queue = "", priority, replyTo }: Message, id: string, { base64 }: Form): string {
  return (
    `"correlation_id":${id}` +
    text("reply_to", replyTo) +
    `,"delivery_info":{"exchange":"","routing_key":${quote(queue)}},"delivery_mode":2` +
    count("priority", priority) +
    (base64 ? ',"body_encoding":"base64"' : "")
  );
}

function elsewhere({ payload }: Message): string {
  if (payload === undefined) return "";
  return `,"lovage_payload":${JSON.stringify(payload)},"lovage_version":${PAYLOAD_VERSION}`;
}

function ticked({ time, ...tick }: Tick, what: string, written: string | undefined): string {
  const at = written ?? (time === undefined ? undefined : quote(new Date(time).toISOString()));
  const rest = writeValue(tick, what, "headers.lovage_tick");
  return `,"lovage_tick":${at === undefined ? rest : `{"time":${at},${rest.slice(1)}`}`;
}

function stamped(stamps: Fields, what: string): string {
  return `,"stamped_headers":${JSON.stringify(Object.keys(stamps))},"stamps":${writeValue(stamps, what, "stamps")}`;
}

function count(name: string, value: number | undefined): string {
  return value === undefined ? "" : `,"${name}":${value}`;
}

function text(name: string, value: string | undefined): string {
  return value === undefined ? "" : `,"${name}":${quote(value)}`;
}

function time(name: string, value: number | undefined, what: string): string {
  if (value === undefined) return "";
  const written = formatIsoTime(value);
  if (written !== undefined) return `,"${name}":"${written}"`;
  const allowed = "a time in the years 1 to 9999";
  throw new LovageError("NOT_SERIALIZABLE", { what, path: name, got: String(value), allowed });
}

/** Celery's order is hard, then soft, in seconds. */
function limits({ timeLimit, softTimeLimit }: Message): string {
  if (timeLimit === undefined && softTimeLimit === undefined) return "";
  return `,"timelimit":[${seconds(timeLimit)},${seconds(softTimeLimit)}]`;
}

function seconds(milliseconds: number | undefined): string {
  return milliseconds === undefined ? "null" : String(milliseconds / 1_000);
}

function own(headers: Message["headers"], what: string): string {
  const names = Object.keys(headers);
  if (names.length === 0) return "";
  const taken = names.find((name) => protocolHeaders.has(name));
  if (taken === undefined) {
    const written = writeValue(headers, what, "headers");
    return written === "{}" ? "" : `,${written.slice(1, -1)}`;
  }
  const allowed = "a name that is not one of the message's own headers";
  throw new LovageError("INVALID_OPTION", {
    option: `headers.${taken}`,
    where: "applyAsync",
    got: headers[taken],
    allowed,
  });
}
