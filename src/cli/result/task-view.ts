import type { RecordedError } from "../../errors/index.ts";
import { isFinalRecord, isLost, type TaskRecord } from "../../lifecycle/index.ts";
import { plainValue } from "../../message/index.ts";
import { shownArguments, shownResult } from "../../results/index.ts";

/** How a task went, as the CLI shows it, and as `--json` prints it. What is not known is absent. */
export interface TaskView {
  readonly id: string;
  /** One of Lovage's states, or one of the task's own; LOST while its worker is lost and its message has not come back. */
  readonly state: string;
  readonly task?: string;
  readonly queue?: string;
  readonly attempt?: number;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** From the start of the first attempt to the end of the last, in milliseconds. */
  readonly took?: number;
  readonly retryAt?: string;
  /** The arguments as far as the record keeps them; a text that ends in "…" where they are cut. */
  readonly args?: unknown;
  readonly kwargs?: unknown;
  /** The meta of a state of the task's own. */
  readonly meta?: unknown;
  readonly result?: unknown;
  readonly error?: RecordedError;
  /** Why it was revoked. */
  readonly reason?: string;
  /** That somebody has revoked it while it runs, and why. */
  readonly revoking?: { readonly reason: string; readonly terminate: boolean };
  /** Of a task that is lost: about when it runs again. */
  readonly backAbout?: string;
}

/**
 * How long after its lease a lost task's message comes back at the latest, in milliseconds: a queue's visibility is a minute
 * longer than its function's timeout (`timeBudget`), and a poller's as long as its lease.
 */
const BACK_AFTER = 60_000;

/**
 * What there is to show of a task. Pure.
 *
 * @param now - in milliseconds since 1970: a record does not say by itself that its worker is lost
 */
export function viewTask(id: string, record: TaskRecord | undefined, now: number): TaskView {
  if (!record) return { id, state: "PENDING" };
  const { task, queue, attempt, startedAt } = record;
  // What ended without an attempt (revoked while it waited, of an unknown name) never started; by its id alone not even its
  // name is known.
  const began = attempt > 0;
  const base = {
    id,
    state: record.state,
    ...(task !== "" && { task, queue }),
    attempt,
    ...(began && { startedAt: iso(startedAt) }),
    ...shownArguments(record),
  };
  const ended = isFinalRecord(record)
    ? { finishedAt: iso(record.finishedAt), ...(began && { took: record.finishedAt - startedAt }) }
    : {};
  switch (record.state) {
    case "STARTED": {
      const { progress, revokeReason: reason, terminate = false, leaseUntil } = record;
      return {
        ...base,
        ...(progress && { state: progress.state, meta: plainValue(progress.meta) }),
        ...(reason !== undefined && { revoking: { reason, terminate } }),
        ...(isLost(record, now) && { state: "LOST", backAbout: iso(leaseUntil + BACK_AFTER) }),
      };
    }
    case "RETRY":
      return { ...base, retryAt: iso(record.retryAt), ...(record.error ? { error: record.error } : {}) };
    case "SUCCESS":
      return { ...base, ...ended, result: shownResult(record) };
    case "FAILURE":
      return { ...base, ...ended, error: record.error };
    case "REVOKED":
      return { ...base, ...ended, reason: record.reason };
    case "IGNORED":
      return { ...base, ...ended };
  }
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
