import { LovageError } from "../errors/index.ts";
import { milliseconds } from "../settings/index.ts";
import type { SendOptions } from "../task/index.ts";

/** The options of a signature in Celery's words: seconds for durations, ISO 8601 for times. */
export type SignatureOptions = Record<string, unknown>;

/** What decides about a send when it is made; a signature that travels is sent by whoever gets it, perhaps in Python. */
const deciding = ["idempotencyKey", "idempotencyWindow", "debounce", "throttle", "singleton"] as const;

/**
 * Our options as a signature carries them over the wire. What is absent is left out. Pure.
 *
 * @throws LovageError NOT_SERIALIZABLE for those by which sends collapse, which no signature of Celery's has
 */
export function toSignatureOptions(options: SendOptions): SignatureOptions {
  const seconds = (duration: SendOptions["countdown"]) =>
    duration === undefined ? undefined : milliseconds(duration) / 1_000;
  const { expires } = options;
  const lost = deciding.find((name) => options[name] !== undefined);
  if (lost !== undefined) {
    const allowed =
      "an option that Celery's signatures have; give this one where the signature is sent, or to the task";
    const got = "an option that decides when it is sent";
    throw new LovageError("NOT_SERIALIZABLE", { what: "The signature", path: `options.${lost}`, got, allowed });
  }
  const written = {
    task_id: options.taskId,
    countdown: seconds(options.countdown),
    eta: options.eta?.toISOString(),
    expires: expires instanceof Date ? expires.toISOString() : seconds(expires),
    queue: options.queue,
    headers: options.headers,
    ignore_result: options.ignoreResult,
    time_limit: seconds(options.timeLimit),
    soft_time_limit: seconds(options.softTimeLimit),
    shadow: options.shadow,
    MessageGroupId: options.messageGroupId,
    MessageDeduplicationId: options.deduplicationId,
  };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
}

/** A signature's options, from Celery or from us, as our own. What has no meaning here (exchange, priority) is dropped. Pure. */
export function fromSignatureOptions(options: SignatureOptions): SendOptions {
  const read: SendOptions = {
    ...text("taskId", options.task_id),
    ...text("queue", options.queue),
    ...text("shadow", options.shadow),
    ...text("messageGroupId", options.MessageGroupId),
    ...text("deduplicationId", options.MessageDeduplicationId),
    ...seconds("countdown", options.countdown),
    ...seconds("timeLimit", options.time_limit),
    ...seconds("softTimeLimit", options.soft_time_limit),
    ...seconds("expires", options.expires),
    ...date("expires", options.expires),
    ...date("eta", options.eta),
  };
  if (typeof options.ignore_result === "boolean") read.ignoreResult = options.ignore_result;
  if (isObject(options.headers)) read.headers = options.headers;
  return read;
}

function text(name: string, value: unknown) {
  return typeof value === "string" && value !== "" ? { [name]: value } : {};
}

function seconds(name: string, value: unknown) {
  return typeof value === "number" && value >= 0 ? { [name]: value * 1_000 } : {};
}

function date(name: string, value: unknown) {
  const at = value instanceof Date ? value : typeof value === "string" ? new Date(value) : undefined;
  return at && !Number.isNaN(at.getTime()) ? { [name]: at } : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
