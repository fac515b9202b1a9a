import type { RecordBase, TaskRecord } from "../lifecycle/index.ts";

/** What a record counts, and what it keeps of the arguments: it stays when a task is ended without running, so that its history stays, and an attempt never goes back. */
export type Counters = Pick<
  RecordBase,
  "attempt" | "failures" | "cuts" | "base" | "startedAt" | "args" | "kwargs" | "sensitive"
>;

/** The counters of a record; those of a task that never ran where there is none. */
export function countersSoFar(record: TaskRecord | undefined, now: number): Counters {
  if (!record) return { attempt: 0, failures: 0, cuts: 0, base: 0, startedAt: now };
  const { attempt, failures, cuts, base, startedAt, args, kwargs, sensitive } = record;
  const kept = { ...(args && { args }), ...(kwargs && { kwargs }), ...(sensitive && { sensitive }) };
  return { attempt, failures, cuts, base, startedAt, ...kept };
}
