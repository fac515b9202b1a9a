import type { RecordedError } from "../../errors/index.ts";
import { isFinalRecord, type TaskRecord } from "../../lifecycle/index.ts";
import { plainValue } from "./plain-value.ts";

/** How a task went, as the CLI shows it, and as `--json` prints it. What is not known is absent. */
export interface TaskView {
  readonly id: string;
  /** One of Lovage's states, or one of the task's own. */
  readonly state: string;
  readonly task?: string;
  readonly queue?: string;
  readonly attempt?: number;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  /** From the start of the first attempt to the end of the last, in milliseconds. */
  readonly took?: number;
  readonly retryAt?: string;
  /** The meta of a state of the task's own. */
  readonly meta?: unknown;
  readonly result?: unknown;
  readonly error?: RecordedError;
  /** Why it was revoked. */
  readonly reason?: string;
}

/** What there is to show of a task. Pure. */
export function viewTask(id: string, record: TaskRecord | undefined): TaskView {
  if (!record) return { id, state: "PENDING" };
  const { task, queue, attempt, startedAt } = record;
  const base = { id, state: record.state, task, queue, attempt, startedAt: iso(startedAt) };
  const ended = isFinalRecord(record)
    ? { finishedAt: iso(record.finishedAt), took: record.finishedAt - startedAt }
    : {};
  switch (record.state) {
    case "STARTED":
      return record.progress ? { ...base, state: record.progress.state, meta: plainValue(record.progress.meta) } : base;
    case "RETRY":
      return { ...base, retryAt: iso(record.retryAt), ...(record.error ? { error: record.error } : {}) };
    case "SUCCESS":
      return { ...base, ...ended, result: plainValue(record.result) };
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
