import { LovageError, recordError } from "../errors/index.ts";
import { isFinal, type JournalLine, type TaskRecord } from "../lifecycle/index.ts";
import { advance } from "./advance.ts";
import { bodyToDeadLetters } from "./bury.ts";
import type { OwnedAttempt } from "./claim-task.ts";
import { acknowledge, hideUntil, leave, type Outcome } from "./outcome.ts";
import { type PlannedEnding, planEnding } from "./plan-ending.ts";
import type { ReceivedTask } from "./received-task.ts";
import { finishedExpiry, unfinishedExpiry } from "./retention.ts";
import type { Ended } from "./run-attempt.ts";
import type { Worker } from "./worker.ts";

/** Writes how an attempt ended, fenced by its owner token, and does what follows from it. */
export async function settleAttempt(
  received: ReceivedTask,
  attempt: OwnedAttempt,
  ended: Ended,
  startedAt: number,
  worker: Worker,
): Promise<Outcome> {
  const { delivery, message } = received;
  const now = worker.runtime.clock.now();
  const plan = planEnding(received, attempt, ended, { now, random: worker.runtime.random() });
  const written = attempt.owner === undefined ? plan : await write(received, attempt, attempt.owner, plan, now, worker);
  if (!written) {
    const fields = { id: message.id, task: received.definition.name, attempt: attempt.attempt };
    worker.runtime.logger.warn(fields, "the outcome is dropped: the lease was lost to another worker");
    return leave(delivery);
  }
  logEnding(received, attempt, written, now - startedAt, worker);
  if (written.dead) await bodyToDeadLetters(received, written, attempt.attempt, now, worker);
  if (isFinal(written.ending.state)) await advance(received, written.ending, worker);
  const record = received.track === "final" ? { record: recordOf(received, attempt, written, now, worker) } : undefined;
  const line = lineOf(received, attempt, written, startedAt, now);
  const ending = written.ending;
  return {
    ...(ending.state === "RETRY" ? hideUntil(delivery, ending.retryAt) : acknowledge(delivery)),
    ...record,
    line,
  };
}

async function write(
  received: ReceivedTask,
  attempt: OwnedAttempt,
  owner: string,
  plan: PlannedEnding,
  now: number,
  worker: Worker,
): Promise<PlannedEnding | undefined> {
  const settle = ({ ending, failures, cuts }: PlannedEnding) =>
    worker.store.settle({
      id: received.message.id,
      owner,
      now,
      failures,
      cuts,
      expiresAt: expiry(received, ending.state, now, worker),
      ending,
    });
  try {
    return (await settle(plan)) ? plan : undefined;
  } catch (error) {
    if (!LovageError.is(error, "RECORD_TOO_LARGE")) throw error;
    // The result does not fit; that it does not is what the task ends with.
    const failure: PlannedEnding = { ...plan, ending: { state: "FAILURE", error: recordError(error) }, dead: "FAILED" };
    return (await settle(failure)) ? failure : undefined;
  }
}

function expiry({ definition }: ReceivedTask, state: string, now: number, { settings }: Worker): number {
  return isFinal(state) ? finishedExpiry(now, definition, settings) : unfinishedExpiry(now);
}

function recordOf(
  received: ReceivedTask,
  attempt: OwnedAttempt,
  plan: PlannedEnding,
  now: number,
  worker: Worker,
): TaskRecord {
  const { message, definition, delivery } = received;
  const { ending, failures, cuts } = plan;
  const base = {
    id: message.id,
    task: definition.name,
    queue: delivery.queue,
    ...(message.parentId === undefined ? undefined : { parentId: message.parentId }),
    ...(message.rootId === undefined ? undefined : { rootId: message.rootId }),
    ...(message.groupId === undefined ? undefined : { groupId: message.groupId }),
    attempt: attempt.attempt,
    failures,
    cuts,
    base: attempt.base,
    startedAt: attempt.startedAt,
    expiresAt: expiry(received, ending.state, now, worker),
  };
  return ending.state === "RETRY" ? { ...base, ...ending } : { ...base, ...ending, finishedAt: now };
}

function lineOf(
  received: ReceivedTask,
  attempt: OwnedAttempt,
  { ending }: PlannedEnding,
  startedAt: number,
  now: number,
): JournalLine {
  return {
    id: received.message.id,
    task: received.definition.name,
    queue: received.delivery.queue,
    state: ending.state,
    attempt: attempt.attempt,
    startedAt,
    runtime: Math.max(0, Math.round(now - startedAt)),
  };
}

function logEnding(
  { message, definition }: ReceivedTask,
  attempt: OwnedAttempt,
  plan: PlannedEnding,
  runtime: number,
  worker: Worker,
): void {
  const { logger } = worker.runtime;
  const { ending } = plan;
  const fields = { id: message.id, task: definition.name, attempt: attempt.attempt, runtime };
  switch (ending.state) {
    case "SUCCESS":
      return logger.info(fields, "task succeeded");
    case "RETRY":
      return logger.warn(
        { ...fields, retryAt: new Date(ending.retryAt).toISOString(), error: ending.error?.message },
        "task will be retried",
      );
    case "FAILURE":
      return logger.error({ ...fields, error: ending.error }, "task failed");
    default:
      return logger.info(fields, `task ended as ${ending.state}`);
  }
}
