import { writeEnvelope } from "./encode-message.ts";
import type { Message } from "./message.ts";

/** A character that JSON text never holds as it is: JSON.stringify escapes it. */
const MARK = "\u0000";

/**
 * The message of a tick as an input template: what `encodeMessage` writes, with `placeholder` where the tick's time
 * belongs, which is in its header `lovage_tick` and, for Celery workers, in its id. The body is in base64, Celery's
 * default, so that nothing in it is quoted twice; "<" and ">", which EventBridge would take for another placeholder
 * and knows no escape for, are written as JSON escapes.
 *
 * @param placeholder - such as "<time>"; or a time in ISO 8601, where it is known beforehand
 * @throws LovageError NOT_SERIALIZABLE, INVALID_OPTION
 */
export function encodeTemplate(message: Message, placeholder: string): string {
  const id = `${JSON.stringify(message.id).slice(0, -1)}@${MARK}"`;
  const text = writeEnvelope(message, message.origin, { id, time: `"${MARK}"`, base64: true });
  const escaped = text.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
  return escaped.replaceAll(MARK, placeholder);
}
