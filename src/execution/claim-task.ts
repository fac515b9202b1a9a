import { LovageError } from "../errors/index.ts";
import { lostAttempts, type TaskRecord, unfinishedExpiry } from "../lifecycle/index.ts";
import { type Attempt, type Claimed, type Delivery, diedAfterAttribute } from "../ports/index.ts";
import type { TaskDefinition } from "../task/index.ts";
import { earlyReceives } from "./early-receives.ts";
import { identityOf } from "./identity.ts";
import type { Invocation } from "./invocation.ts";
import type { ReceivedTask } from "./received-task.ts";
import type { Worker } from "./worker.ts";

/** An attempt that may run, with the token that settles it (none where nothing is claimed). */
export interface OwnedAttempt extends Attempt {
  readonly owner: string | undefined;
  /** Set when the task has cost too many workers their lives: it is to fail without running. */
  readonly fatal?: LovageError;
}

/**
 * The answer of the step: an attempt to run, or why there is none. A `suspect` seems to kill its workers: it may run only
 * when nothing runs beside it.
 */
export type ClaimAnswer =
  | { readonly kind: "owned"; readonly attempt: OwnedAttempt }
  | { readonly kind: "suspect" }
  | Exclude<Claimed, { kind: "claimed" | "lost" }>;

/** Without a claim, SQS's receive count is all that tells of dead workers, and it counts receives that never ran too. */
const UNCERTAIN_RECEIVES = 10;

/**
 * After how many deaths in company a task runs alone, so that one that kills its worker every time cannot take its
 * neighbours with it until they count as killers themselves. The first death makes nobody a suspect: a worker with a
 * thousand tasks may be ended for reasons that are none of theirs.
 */
const DEATHS_IN_COMPANY = 2;

/**
 * Takes the next attempt of a task, in the way that its `track` asks for.
 *
 * @param alone - whether nothing else runs beside it
 */
export function claimTask(
  received: ReceivedTask,
  worker: Worker,
  invocation: Invocation,
  alone: boolean,
): Promise<ClaimAnswer> {
  if (received.track === "none") return Promise.resolve(countReceives(received, worker.runtime.clock.now(), alone));
  if (received.track === "final" && isFirstReceive(received.delivery)) {
    return runUnclaimed(received, worker);
  }
  return claimFully(received, worker, invocation, alone);
}

/** With `track: "final"` the first run is not claimed. What comes again is: then deaths are counted, and nothing is overwritten. */
function isFirstReceive({ receiveCount, attributes }: Delivery): boolean {
  return receiveCount === 1 && attributes[diedAfterAttribute] === undefined;
}

/**
 * The first run with `track: "final"`. To look each task up would cost nearly as much as its result does; so only those are
 * looked up that may have been revoked while they waited for their eta.
 */
async function runUnclaimed({ message }: ReceivedTask, { store, runtime }: Worker): Promise<ClaimAnswer> {
  const record = message.eta === undefined ? undefined : await store.read(message.id);
  if (record?.state === "REVOKED") return { kind: "finished", record };
  return { kind: "owned", attempt: { ...fresh, startedAt: runtime.clock.now() } };
}

async function claimFully(
  received: ReceivedTask,
  worker: Worker,
  invocation: Invocation,
  alone: boolean,
): Promise<ClaimAnswer> {
  const { message, definition } = received;
  const { store, runtime } = worker;
  const owner = runtime.ids();
  const claim = (takeOver: boolean) => {
    const now = runtime.clock.now();
    return store.claim({
      ...identityOf(received, worker.settings),
      owner,
      now,
      leaseUntil: invocation.leaseUntil(),
      expiresAt: unfinishedExpiry(now),
      takeOver,
    });
  };
  let answer = await claim(alone);
  if (answer.kind === "finished" && (await reopenRedriven(received, answer.record, worker))) answer = await claim(true);
  if (answer.kind === "lost") {
    const { record } = answer;
    const isRevoked = record.revokeReason !== undefined;
    if (!isRevoked && lostAttempts({ ...record, attempt: record.attempt + 1 }) >= deathsInCompany(definition)) {
      return { kind: "suspect" };
    }
    answer = await claim(true);
  }
  if (answer.kind === "lost") return { kind: "suspect" };
  if (answer.kind !== "claimed") return answer;
  if (answer.previous?.state === "STARTED") {
    const { attempt } = answer.previous;
    runtime.logger.warn(
      { id: message.id, task: definition.name, attempt },
      "an earlier attempt was lost with its worker",
    );
  }
  return { kind: "owned", attempt: { ...answer.attempt, owner, ...fate(received, answer.attempt) } };
}

/**
 * A message that was redriven from the dead letters, by us or by SQS itself, carries the attempt after which it died.
 * If its record still says just that, it is opened once more, with fresh budgets.
 *
 * @returns whether the record is worth another look
 */
async function reopenRedriven(
  { message, delivery }: ReceivedTask,
  record: TaskRecord,
  worker: Worker,
): Promise<boolean> {
  const diedAfter = Number(delivery.attributes[diedAfterAttribute] ?? Number.NaN);
  if (record.state !== "FAILURE" || record.attempt !== diedAfter) return false;
  const now = worker.runtime.clock.now();
  await worker.store.reopen(message.id, diedAfter, now, unfinishedExpiry(now));
  // Where another copy of the letter was faster, the record is not what it was either.
  return true;
}

/** All that is known of a task of which nothing is stored: how often SQS has handed it out, since it was due. */
function countReceives(received: ReceivedTask, now: number, alone: boolean): ClaimAnswer {
  const { max, maxWorkerLost } = received.definition.options.retry;
  const receives = received.delivery.receiveCount - earlyReceives(received);
  const before = receives - 1;
  if (!alone && before > max) return { kind: "suspect" };
  const attempt = { ...fresh, attempt: receives, failures: before, startedAt: now };
  const isFatal = before > max + maxWorkerLost + UNCERTAIN_RECEIVES;
  return { kind: "owned", attempt: { ...attempt, ...(isFatal ? { fatal: lost(received, attempt) } : undefined) } };
}

const fresh = { attempt: 1, failures: 0, cuts: 0, base: 0, owner: undefined };

function deathsInCompany({ options }: TaskDefinition): number {
  return Math.max(1, Math.min(DEATHS_IN_COMPANY, options.retry.maxWorkerLost - 1));
}

function fate(received: ReceivedTask, attempt: Attempt): { fatal?: LovageError } {
  return lostAttempts(attempt) > received.definition.options.retry.maxWorkerLost
    ? { fatal: lost(received, attempt) }
    : {};
}

function lost({ definition }: ReceivedTask, { attempt }: Attempt): LovageError {
  return new LovageError("WORKER_LOST", { task: definition.name, attempt: attempt - 1 });
}
