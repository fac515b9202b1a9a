import { isFinal, type JournalLine, type TaskRecord, unfinishedExpiry } from "../lifecycle/index.ts";
import type { Ending } from "../ports/index.ts";
import { advance } from "./advance.ts";
import { bodyToDeadLetters } from "./bury.ts";
import type { OwnedAttempt } from "./claim-task.ts";
import { identityOf } from "./identity.ts";
import { logEnding } from "./log-ending.ts";
import { acknowledge, hideUntil, leave, type Outcome } from "./outcome.ts";
import { type PlannedEnding, planEnding, revokedFor } from "./plan-ending.ts";
import type { ReceivedTask } from "./received-task.ts";
import { finishedExpiry } from "./retention.ts";
import type { Ended } from "./run-attempt.ts";
import { storeResult } from "./store-result.ts";
import type { Worker } from "./worker.ts";

/** Writes how an attempt ended, fenced by its owner token, and does what follows from it. */
export async function settleAttempt(
  received: ReceivedTask,
  attempt: OwnedAttempt,
  came: Ended,
  startedAt: number,
  worker: Worker,
): Promise<Outcome> {
  const { delivery, message } = received;
  const ended = await storeResult(received, came, worker);
  const now = worker.runtime.clock.now();
  const planned = planEnding(received, attempt, ended, { now, random: worker.runtime.random() });
  const plan = await writeOrRevoke(received, attempt, planned, now, worker);
  if (!plan) {
    const fields = { id: message.id, task: received.definition.name, attempt: attempt.attempt };
    worker.runtime.logger.warn(fields, "the outcome is dropped: the lease was lost to another worker");
    return leave(delivery);
  }
  logEnding(received, attempt, plan, now - startedAt, worker.runtime);
  if (plan.dead) await bodyToDeadLetters(received, plan, attempt.attempt, now, worker);
  if (isFinal(plan.ending.state)) await advance(received, withResult(plan.ending, ended), worker);
  const line = lineOf(received, attempt, plan, startedAt, now);
  const { ending } = plan;
  if (ending.state === "RETRY") return { ...hideUntil(delivery, ending.retryAt), line };
  const isWritten = received.track === "none" || attempt.owner !== undefined;
  const record = isWritten ? undefined : { record: recordOf(received, attempt, { ...plan, ending }, now, worker) };
  return { ...acknowledge(delivery), ...record, line };
}

/** An ending with the result that its record may do without: what follows the task is sent the result itself. */
function withResult(ending: Ending, ended: Ended): Ending {
  return ending.state === "SUCCESS" && ended.kind === "returned" ? { ...ending, result: ended.result } : ending;
}

/** Writes the ending, or, where a revocation forbids it, that the task is REVOKED. Answers with what is written, if anything is. */
async function writeOrRevoke(
  received: ReceivedTask,
  attempt: OwnedAttempt,
  plan: PlannedEnding,
  now: number,
  worker: Worker,
): Promise<PlannedEnding | undefined> {
  const { owner } = attempt;
  if (await write(received, owner, plan, now, worker)) return plan;
  if (owner === undefined) return undefined;
  const record = await worker.store.read(received.message.id);
  if (record?.state !== "STARTED" || record.owner !== owner || record.revokeReason === undefined) return undefined;
  const revoked = revokedFor(record.revokeReason, { ...attempt, failures: plan.failures, cuts: plan.cuts });
  return (await write(received, owner, revoked, now, worker)) ? revoked : undefined;
}

/**
 * Writes what is not written with the rest of the batch; false when it is not this attempt's to write. A retry of an
 * attempt that was not claimed (`track: "final"`) is claimed for its record, so that a worker which is late never puts
 * RETRY over the end of a task.
 */
async function write(
  received: ReceivedTask,
  claimedBy: string | undefined,
  { ending, failures, cuts }: PlannedEnding,
  now: number,
  { store, settings, runtime }: Worker,
): Promise<boolean> {
  const { message, definition, track } = received;
  const expiresAt = isFinal(ending.state) ? finishedExpiry(now, definition, settings, message) : unfinishedExpiry(now);
  let owner = claimedBy;
  if (owner === undefined) {
    if (track === "none" || ending.state !== "RETRY") return true;
    owner = runtime.ids();
    const claim = { ...identityOf(received, settings), owner, now, leaseUntil: now, expiresAt };
    if ((await store.claim(claim)).kind !== "claimed") return false;
  }
  return store.settle({ id: message.id, owner, now, failures, cuts, expiresAt, ending });
}

function recordOf(
  received: ReceivedTask,
  attempt: OwnedAttempt,
  { ending, failures, cuts }: PlannedEnding & { readonly ending: Exclude<Ending, { state: "RETRY" }> },
  now: number,
  worker: Worker,
): TaskRecord {
  const { base, startedAt } = attempt;
  const counters = { attempt: attempt.attempt, failures, cuts, base, startedAt };
  const expiresAt = finishedExpiry(now, received.definition, worker.settings, received.message);
  return { ...identityOf(received, worker.settings), ...counters, expiresAt, ...ending, finishedAt: now };
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
