import { LovageError } from "../errors/index.ts";
import { encodeMessage, encodeValue, MAX_MESSAGE_BYTES, messageBytes } from "../message/index.ts";
import { delayedBytes, LARGEST_DELAYED, LONGEST_PAYLOAD_DELAY_DAYS } from "../ports/index.ts";
import { payloadKey, type Settings } from "../settings/index.ts";
import type { PlannedSend } from "./plan-send.ts";

/** A planned message as it is written, and what is to be kept elsewhere before it is sent. */
export interface WrittenMessage {
  readonly body: string;
  readonly bytes: number;
  readonly payload?: { readonly key: string; readonly text: string };
}

/** Arguments that are as small as this are not what makes a message large, in bytes. */
const SMALL = 1_024;

/**
 * Writes a planned message. Where there is a bucket, and the message is larger than it should be, or than what keeps it until its
 * eta takes, its arguments are to be kept there. Pure.
 *
 * @throws LovageError NOT_SERIALIZABLE, MESSAGE_TOO_LARGE, PAYLOAD_DELAY_TOO_LONG
 */
export function writeMessage(
  planned: PlannedSend,
  origin: string,
  { settings, now }: { readonly settings: Settings; readonly now: number },
): WrittenMessage {
  const { message, waitsUntil } = planned;
  const { task, eta = now } = message;
  const body = encodeMessage(message, origin);
  const whole = { body, bytes: messageBytes(body) };
  if (settings.payloadBucket === undefined) return checked(task, whole);
  const mustGo = whole.bytes > MAX_MESSAGE_BYTES || (waitsUntil !== undefined && delayedBytes(body) > LARGEST_DELAYED);
  if (!mustGo && whole.bytes <= settings.payloadThreshold) return whole;
  const text = encodeValue([message.args, message.kwargs], `The message for "${task}"`);
  const bytes = Buffer.byteLength(text);
  if (bytes <= SMALL) return checked(task, whole);
  if (eta - now > LONGEST_PAYLOAD_DELAY_DAYS * 86_400_000) {
    // What waits for longer than the bucket keeps it stays in its message, as long as that takes it.
    if (!mustGo) return whole;
    const when = new Date(eta).toISOString();
    throw new LovageError("PAYLOAD_DELAY_TOO_LONG", { task, eta: when, days: LONGEST_PAYLOAD_DELAY_DAYS });
  }
  const key = payloadKey(settings.name, message.id, text);
  const short = encodeMessage({ ...message, payload: { key, bytes } }, origin);
  return { ...checked(task, { body: short, bytes: messageBytes(short) }), payload: { key, text } };
}

function checked(task: string, written: WrittenMessage): WrittenMessage {
  const { bytes } = written;
  if (bytes > MAX_MESSAGE_BYTES) throw new LovageError("MESSAGE_TOO_LARGE", { task, bytes, limit: MAX_MESSAGE_BYTES });
  return written;
}
