import { isFinal, type JournalLine, type TaskRecord } from "../lifecycle/index.ts";
import type { Settings } from "../settings/index.ts";
import type { TaskDefinition } from "../task/index.ts";
import { advance } from "./advance.ts";
import { bodyToDeadLetters } from "./bury.ts";
import type { OwnedAttempt } from "./claim-task.ts";
import { identityOf } from "./identity.ts";
import { logEnding } from "./log-ending.ts";
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
  const isOurs = attempt.owner === undefined || (await write(received, attempt.owner, plan, now, worker));
  if (!isOurs) {
    const fields = { id: message.id, task: received.definition.name, attempt: attempt.attempt };
    worker.runtime.logger.warn(fields, "the outcome is dropped: the lease was lost to another worker");
    return leave(delivery);
  }
  logEnding(received, attempt, plan, now - startedAt, worker.runtime);
  if (plan.dead) await bodyToDeadLetters(received, plan, attempt.attempt, now, worker);
  if (isFinal(plan.ending.state)) await advance(received, plan.ending, worker);
  const record = received.track === "final" ? { record: recordOf(received, attempt, plan, now, worker) } : undefined;
  const line = lineOf(received, attempt, plan, startedAt, now);
  const ending = plan.ending;
  return {
    ...(ending.state === "RETRY" ? hideUntil(delivery, ending.retryAt) : acknowledge(delivery)),
    ...record,
    line,
  };
}

function write(
  { message, definition }: ReceivedTask,
  owner: string,
  { ending, failures, cuts }: PlannedEnding,
  now: number,
  { store, settings }: Worker,
): Promise<boolean> {
  const expiresAt = expiry(definition, ending.state, now, settings);
  return store.settle({ id: message.id, owner, now, failures, cuts, expiresAt, ending });
}

function expiry(definition: TaskDefinition, state: string, now: number, settings: Settings): number {
  return isFinal(state) ? finishedExpiry(now, definition, settings) : unfinishedExpiry(now);
}

function recordOf(
  received: ReceivedTask,
  attempt: OwnedAttempt,
  plan: PlannedEnding,
  now: number,
  worker: Worker,
): TaskRecord {
  const { ending, failures, cuts } = plan;
  const base = {
    ...identityOf(received),
    attempt: attempt.attempt,
    failures,
    cuts,
    base: attempt.base,
    startedAt: attempt.startedAt,
    expiresAt: expiry(received.definition, ending.state, now, worker.settings),
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
