import { type RecordedError, recordError } from "../errors/index.ts";
import { type DeadLetter, type Delivery, diedAfterAttribute } from "../ports/index.ts";
import { countersSoFar } from "./counters-so-far.ts";
import { acknowledge, type Outcome } from "./outcome.ts";
import type { PlannedEnding } from "./plan-ending.ts";
import type { DeadReason, ReceivedTask, Refusal } from "./received-task.ts";
import { finishedExpiry } from "./retention.ts";
import type { Worker } from "./worker.ts";

/** What a dead letter says of its task. */
export interface Obituary {
  readonly reason: DeadReason;
  readonly error: RecordedError;
  readonly id: string | undefined;
  readonly task: string | undefined;
  readonly attempt?: number;
  readonly now: number;
}

/** SQS counts attributes into the 1 MiB of a message; a sentence is enough here, the record has the whole error. */
const LONGEST_ATTRIBUTE = 500;

/** The dead letter of a delivery: the body untouched, the reason as attributes. Pure. */
export function deadLetter(delivery: Delivery, obituary: Obituary): DeadLetter {
  const attributes: Record<string, string> = {
    "lovage.reason": obituary.reason,
    "lovage.error": writable(`${obituary.error.name}: ${obituary.error.message}`),
    "lovage.queue": delivery.queue,
    "lovage.at": new Date(obituary.now).toISOString(),
  };
  if (obituary.task) attributes["lovage.task"] = writable(obituary.task);
  if (obituary.id) attributes["lovage.id"] = writable(obituary.id);
  if (obituary.attempt !== undefined) attributes[diedAfterAttribute] = String(obituary.attempt);
  return {
    queue: delivery.queue,
    body: delivery.body,
    ...(delivery.groupId === undefined ? undefined : { groupId: delivery.groupId }),
    attributes,
  };
}

/**
 * Ends a delivery that cannot be run: a dead letter with the reason, and a FAILURE record where the task's id is known,
 * so that nobody waits in vain for its result. Its neighbours are not touched.
 */
export async function bury(delivery: Delivery, refusal: Refusal, worker: Worker): Promise<Outcome> {
  const { store, broker, runtime, settings } = worker;
  const now = runtime.clock.now();
  const error = recordError(refusal.error);
  const { reason, id, task } = refusal;
  runtime.logger.error(
    { reason, id, task, error: error.message, queue: delivery.queue },
    "message goes to the dead letters",
  );
  const counters = countersSoFar(id === undefined ? undefined : await store.read(id), now);
  // A redrive opens its record by the attempt, once a worker can run it: 0 where it never ran.
  const { attempt } = counters;
  await broker.deadLetter(deadLetter(delivery, { reason, error, id, task, attempt, now }));
  if (id !== undefined) {
    const expiresAt = finishedExpiry(now, undefined, settings);
    const record = { ...counters, id, task: task ?? "", queue: delivery.queue, expiresAt, finishedAt: now };
    await store.conclude({ ...record, state: "FAILURE", error }, now);
  }
  return acknowledge(delivery);
}

/** Puts the message of a task that failed for good on the dead-letter queue, with its error and attempts. */
export async function bodyToDeadLetters(
  { delivery, message, definition }: ReceivedTask,
  { ending, dead = "FAILED" }: Pick<PlannedEnding, "ending" | "dead">,
  attempt: number,
  now: number,
  { broker }: Worker,
): Promise<void> {
  const error = "error" in ending && ending.error ? ending.error : { name: "Error", message: dead };
  await broker.deadLetter(
    deadLetter(delivery, { reason: dead, error, id: message.id, task: definition.name, attempt, now }),
  );
}

/** Attributes obey the same rules of characters as bodies: control characters are refused. */
function writable(text: string): string {
  return (
    // Cut first: of a character of two units the half would be left, which is none.
    text
      .slice(0, LONGEST_ATTRIBUTE)
      .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}") || "-"
  );
}
