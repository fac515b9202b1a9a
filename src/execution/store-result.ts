import { LARGEST_PAYLOAD } from "../lifecycle/index.ts";
import { payloadKey } from "../settings/index.ts";
import type { ReceivedTask } from "./received-task.ts";
import type { Ended } from "./run-attempt.ts";
import type { Worker } from "./worker.ts";

/**
 * Keeps a large result elsewhere, where there is such a place. One that cannot be put there stays in the record, if that takes it; if
 * not, the attempt has failed by that, and is retried as its policy says.
 */
export async function storeResult(
  { message, definition, track }: ReceivedTask,
  ended: Ended,
  { settings, payloads, runtime }: Worker,
): Promise<Ended> {
  if (ended.kind !== "returned" || track === "none" || definition.options.sensitive.withheld) return ended;
  const { result } = ended;
  if (settings.payloadBucket === undefined || !payloads || result.length * 3 <= settings.payloadThreshold) return ended;
  const bytes = Buffer.byteLength(result);
  if (bytes <= settings.payloadThreshold) return ended;
  const key = payloadKey(settings.name, message.id, result);
  try {
    await payloads.put(key, result);
    return { ...ended, payload: { key, bytes } };
  } catch (thrown) {
    if (bytes > LARGEST_PAYLOAD) return { kind: "threw", thrown };
    const fields = { id: message.id, task: definition.name, bytes, error: thrown };
    runtime.logger.warn(fields, "the result could not be put into the payload bucket, and stays in its record");
    return ended;
  }
}
