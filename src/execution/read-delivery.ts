import { LovageError } from "../errors/index.ts";
import { decodeMessage, type Message, peekMessage } from "../message/index.ts";
import type { Delivery } from "../ports/index.ts";
import type { TaskDefinition } from "../task/index.ts";
import type { ReceivedTask, Refusal } from "./received-task.ts";
import type { Worker } from "./worker.ts";

/** What a newer worker, or one that speaks more, could read. */
const unsupported = ["UNSUPPORTED_CONTENT_TYPE", "UNSUPPORTED_COMPRESSION", "UNSUPPORTED_VERSION"] as const;

/** Whether the record of a task keeps others from running, so that it has to have one. */
function isAlwaysClaimed({ sharedUntil, singleton }: Message, { options }: TaskDefinition): boolean {
  return sharedUntil !== undefined || singleton !== undefined || options.collapse.singleton !== undefined;
}

/** Decodes a delivery and finds its task, or says why it cannot be run. Never throws: a bad message stands alone. */
export function readDelivery(delivery: Delivery, { registry, settings }: Worker): ReceivedTask | Refusal {
  let message: Message;
  try {
    message = decodeMessage(delivery.body);
  } catch (error) {
    const { id, task } = peekMessage(delivery.body);
    const isUnsupported = unsupported.some((code) => LovageError.is(error, code));
    return { reason: isUnsupported ? "UNSUPPORTED" : "UNDECODABLE", error: error as Error, id, task };
  }
  const { id, task } = message;
  const definition = registry.find(task);
  if (!definition) return { reason: "UNKNOWN_TASK", error: registry.unknown(task), id, task };
  if (message.embed.chord) {
    // A chord's count is kept in Celery's own result backend, which this worker does not write.
    return { reason: "UNSUPPORTED", error: new LovageError("UNSUPPORTED_CHORD", { task }), id, task };
  }
  const usual = message.ignoreResult ? "none" : (definition.options.track ?? settings.track);
  return { delivery, message, definition, track: isAlwaysClaimed(message, definition) ? "full" : usual };
}
