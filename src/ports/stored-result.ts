import { LovageError } from "../errors/index.ts";
import type { StoredPayload, SuccessRecord } from "../lifecycle/index.ts";
import type { Payloads } from "./payloads.ts";

/**
 * The result of a task that succeeded, as a text of the message codec, wherever it is kept.
 *
 * @throws LovageError RESULT_WITHHELD, NO_PAYLOADS, PAYLOAD_MISSING
 */
export async function storedResult(
  { id, task, result, withheld, payload }: SuccessRecord,
  payloads: Payloads | undefined,
): Promise<string> {
  if (withheld) throw new LovageError("RESULT_WITHHELD", { taskId: id, task });
  return payload ? readPayload({ what: `The result of ${id}`, payload }, payloads) : result;
}

/**
 * A text that is kept elsewhere.
 *
 * @throws LovageError NO_PAYLOADS, PAYLOAD_MISSING
 */
export async function readPayload(
  { what, payload: { key, bytes } }: { readonly what: string; readonly payload: StoredPayload },
  payloads: Payloads | undefined,
): Promise<string> {
  if (!payloads) throw new LovageError("NO_PAYLOADS", { what, bytes });
  const text = await payloads.get(key);
  if (text === undefined) throw new LovageError("PAYLOAD_MISSING", { what, key });
  return text;
}
