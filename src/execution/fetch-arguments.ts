import { LovageError } from "../errors/index.ts";
import { decodeValue } from "../message/index.ts";
import { readPayload } from "../ports/index.ts";
import { payloadPrefix } from "../settings/index.ts";
import type { ReceivedTask, Refusal } from "./received-task.ts";
import type { Worker } from "./worker.ts";

/**
 * Fetches the arguments of a message that holds only where they are. It comes before the claim, so that a world that does not answer
 * costs no attempt: what it throws keeps the message. What is not there is refused, and so is a key outside of the app's own.
 */
export async function fetchArguments(received: ReceivedTask, worker: Worker): Promise<ReceivedTask | Refusal> {
  const { message } = received;
  const { id, task, payload } = message;
  if (!payload) return received;
  const what = `The arguments of ${id}`;
  try {
    const isOurs = payload.key.startsWith(payloadPrefix(worker.settings.name));
    if (!isOurs) throw new LovageError("PAYLOAD_MISSING", { what, key: payload.key });
    const [args, kwargs] = decodeValue(await readPayload({ what, payload }, worker.payloads)) as [[], object];
    return { ...received, message: { ...message, args, kwargs: { ...kwargs } } };
  } catch (error) {
    if (LovageError.is(error, "NO_PAYLOADS")) return { reason: "UNSUPPORTED", error, id, task };
    if (LovageError.is(error, "PAYLOAD_MISSING")) return { reason: "FAILED", error, id, task };
    throw error;
  }
}
