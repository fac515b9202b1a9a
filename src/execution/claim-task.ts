import { LovageError } from "../errors/index.ts";
import { isFinalRecord, lostAttempts, type TaskRecord } from "../lifecycle/index.ts";
import type { Attempt, Claimed } from "../ports/index.ts";
import { diedAfterAttribute } from "./bury.ts";
import { identityOf } from "./identity.ts";
import type { Invocation } from "./invocation.ts";
import type { ReceivedTask } from "./received-task.ts";
import { unfinishedExpiry } from "./retention.ts";
import type { Worker } from "./worker.ts";

/** An attempt that may run, with the token that settles it (none where nothing is claimed). */
export interface OwnedAttempt extends Attempt {
  readonly owner: string | undefined;
  /** Set when the task has cost too many workers their lives: it is to fail without running. */
  readonly fatal?: LovageError;
}

/** The answer of the step: an attempt to run, or why there is none. */
export type ClaimAnswer =
  | { readonly kind: "owned"; readonly attempt: OwnedAttempt }
  | Exclude<Claimed, { kind: "claimed" }>;

/** Without a claim, SQS's receive count is all that tells of dead workers, and it counts receives that never ran too. */
const UNCERTAIN_RECEIVES = 10;

/** Takes the next attempt of a task, in the way that its `track` asks for. */
export function claimTask(received: ReceivedTask, worker: Worker, invocation: Invocation): Promise<ClaimAnswer> {
  return received.track === "full" ? claimFully(received, worker, invocation) : countReceives(received, worker);
}

async function claimFully(received: ReceivedTask, worker: Worker, invocation: Invocation): Promise<ClaimAnswer> {
  const { message, definition } = received;
  const { store, runtime } = worker;
  const owner = runtime.ids();
  const claim = () => {
    const now = runtime.clock.now();
    return store.claim({
      ...identityOf(received),
      owner,
      now,
      leaseUntil: invocation.leaseUntil(),
      expiresAt: unfinishedExpiry(now),
    });
  };
  let answer = await claim();
  if (answer.kind === "finished" && (await reopenRedriven(received, answer.record, worker))) answer = await claim();
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
 */
async function reopenRedriven(
  { message, delivery }: ReceivedTask,
  record: TaskRecord,
  worker: Worker,
): Promise<boolean> {
  const diedAfter = Number(delivery.attributes[diedAfterAttribute] ?? Number.NaN);
  if (record.state !== "FAILURE" || record.attempt !== diedAfter) return false;
  const now = worker.runtime.clock.now();
  return worker.store.reopen(message.id, diedAfter, now, unfinishedExpiry(now));
}

async function countReceives(received: ReceivedTask, { store, runtime }: Worker): Promise<ClaimAnswer> {
  const { delivery, message, track } = received;
  const now = runtime.clock.now();
  const known = track === "final" && delivery.receiveCount > 1 ? await store.read(message.id) : undefined;
  if (known && isFinalRecord(known)) return { kind: "finished", record: known };
  if (known?.state === "RETRY" && known.retryAt > now + 1_000) return { kind: "waiting", until: known.retryAt };
  const attempt: Attempt = known
    ? {
        attempt: known.attempt + 1,
        failures: known.failures,
        cuts: known.cuts,
        base: known.base,
        startedAt: known.startedAt,
      }
    : {
        ...fresh,
        attempt: track === "none" ? delivery.receiveCount : 1,
        failures: track === "none" ? delivery.receiveCount - 1 : 0,
        startedAt: now,
      };
  const unexplained = track === "none" ? 0 : delivery.receiveCount - attempt.attempt;
  const fatal = unexplained > received.definition.options.retry.maxWorkerLost + UNCERTAIN_RECEIVES;
  return {
    kind: "owned",
    attempt: { ...attempt, owner: undefined, ...(fatal ? { fatal: lost(received, attempt) } : undefined) },
  };
}

const fresh = { failures: 0, cuts: 0, base: 0 };

function fate(received: ReceivedTask, attempt: Attempt): { fatal?: LovageError } {
  return lostAttempts(attempt) > received.definition.options.retry.maxWorkerLost
    ? { fatal: lost(received, attempt) }
    : {};
}

function lost({ definition }: ReceivedTask, { attempt }: Attempt): LovageError {
  return new LovageError("WORKER_LOST", { task: definition.name, attempt: attempt - 1 });
}
