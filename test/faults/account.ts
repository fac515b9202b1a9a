import type { TaskRecord } from "../../src/lifecycle/index.ts";
import { isFinalRecord } from "../../src/lifecycle/index.ts";
import type { LedgerAttempt, LedgerBook } from "./ledger.ts";
import type { PlannedTask } from "./task-plan.ts";

/** A task that was sent, by its id. */
export interface SentTask extends PlannedTask {
  readonly id: string;
}

/** What the world is found to be at the end. */
export interface Findings {
  readonly sent: readonly SentTask[];
  readonly records: ReadonlyMap<string, TaskRecord>;
  readonly book: LedgerBook;
  /** How many dead letters there were of each task. */
  readonly deadLetters: ReadonlyMap<string, number>;
  /** What the revocations were answered with, by task. */
  readonly revocations: ReadonlyMap<string, string>;
  /** Whether what failed was mended, and its dead letters were redriven. */
  readonly redriven: boolean;
  /** Whether a process has died. */
  readonly hasDied: (process: number) => boolean;
}

/** What the account of a soak says. Everything in `wrong` must be empty. */
export interface Account {
  readonly tasks: number;
  readonly byState: ReadonlyMap<string, number>;
  /** Side effects that came again, by why they did: each for an attempt that ended after its side effect without being settled. */
  readonly repeated: ReadonlyMap<string, number>;
  readonly deadLetters: number;
  readonly deadLettersTwice: number;
  readonly wrong: {
    /** No final state, or another than it had to be; no dead letter where one is due. */
    readonly lost: readonly string[];
    /** `track: "full"`: an attempt that two workers ran, an attempt after the final state, a repeat that no fault explains. */
    readonly doubled: readonly string[];
    /** FIFO: a task that began before the one before it in its group had ended. */
    readonly overtaken: readonly string[];
  };
}

/** Accounts for every task that was sent. Pure. */
export function account(findings: Findings): Account {
  const { sent, records, book, deadLetters } = findings;
  const byState = new Map<string, number>();
  const repeated = new Map<string, number>();
  const wrong = { lost: [] as string[], doubled: [] as string[], overtaken: [] as string[] };
  for (const task of sent) {
    const record = records.get(task.id);
    const runs = book.attempts.get(task.id) ?? [];
    const letters = deadLetters.get(task.id) ?? 0;
    count(byState, `${task.track} ${record?.state ?? (task.track === "none" ? endOfUntracked(runs, letters) : "-")}`);
    const expected = findings.redriven ? "SUCCESS" : task.expected;
    const problem =
      lossOf({ ...task, expected }, record, runs, findings.redriven ? 0 : letters) ??
      revocationProblem(record, findings.revocations.get(task.id));
    if (problem) wrong.lost.push(`${task.id} ${task.task} on ${task.queue}: ${problem}`);
    for (const { id, attempt, why } of repeats(task, record, runs, findings)) {
      if (task.track === "full" && why === undefined) wrong.doubled.push(`${id} ${task.task}: attempt ${attempt}`);
      else count(repeated, `${task.track}: ${why ?? "delivered twice"}`);
    }
  }
  wrong.overtaken.push(...overtaken(findings));
  const all = [...deadLetters.values()];
  return {
    tasks: sent.length,
    byState,
    repeated,
    deadLetters: all.length,
    deadLettersTwice: all.filter((letters) => letters > 1).length,
    wrong,
  };
}

function lossOf(
  { track, expected, revoke }: SentTask,
  record: TaskRecord | undefined,
  runs: readonly LedgerAttempt[],
  letters: number,
): string | undefined {
  if (track === "none") {
    return endOfUntracked(runs, letters) === "-" ? "it never ran, and is in no dead-letter queue" : undefined;
  }
  if (!record || !isFinalRecord(record)) return `it is ${record?.state ?? "PENDING"}`;
  if (record.state === "REVOKED" && revoke) return undefined;
  if (record.state === "SUCCESS") {
    if (expected !== "SUCCESS") return "it is SUCCESS and should have failed";
    return runs.some(({ attempt }) => track === "final" || attempt === lastAttempt(record))
      ? undefined
      : "it is SUCCESS, and its side effect is missing";
  }
  const lost = record.state === "FAILURE" && record.error.code === "WORKER_LOST";
  const state = lost ? "WORKER_LOST" : record.state;
  if (state !== expected)
    return `it is ${state} and should be ${expected}: ${record.state === "FAILURE" ? record.error.message : ""}`;
  return letters > 0 ? undefined : "it is FAILURE without a dead letter";
}

/** What was told to be revoked, or to be terminated, must not have ended otherwise. */
function revocationProblem(record: TaskRecord | undefined, outcome: string | undefined): string | undefined {
  if (outcome !== "revoked" && outcome !== "terminating") return undefined;
  return record?.state === "REVOKED"
    ? undefined
    : `its revocation was answered "${outcome}", and it is ${record?.state}`;
}

/** What is known of a task of which nothing is stored. */
function endOfUntracked(runs: readonly LedgerAttempt[], letters: number): string {
  if (runs.some(({ doneAt }) => doneAt !== undefined)) return "ran";
  return letters > 0 ? "dead letter" : "-";
}

interface Repeat {
  readonly id: string;
  readonly attempt: number;
  /** The fault that explains it. */
  readonly why: string | undefined;
}

/** The side effects of a task beyond the one of the attempt that made its final state. */
function repeats(
  { id, track }: SentTask,
  record: TaskRecord | undefined,
  runs: readonly LedgerAttempt[],
  { book, hasDied }: Findings,
): Repeat[] {
  if (track !== "full") return runs.slice(1).map(({ attempt }) => ({ id, attempt, why: undefined }));
  const seen = new Set<number>();
  return runs.flatMap(({ attempt, process, doneAt }) => {
    const isSecond = seen.has(attempt);
    seen.add(attempt);
    if (!isSecond && attempt === lastAttempt(record)) return [];
    const isBefore = attempt < (lastAttempt(record) ?? 0);
    if (isSecond || !isBefore) return [{ id, attempt, why: undefined }];
    if (doneAt === undefined) return [{ id, attempt, why: "died after its side effect" }];
    if (book.warned.has(`${process} ${id}`)) return [{ id, attempt, why: "had lost its lease, or could not settle" }];
    return [{ id, attempt, why: hasDied(process) ? "died before it settled" : undefined }];
  });
}

/** In each group, whoever began before the one before it had ended. */
function overtaken({ sent, records, book }: Findings): string[] {
  const groups = Map.groupBy(
    sent.filter(({ group }) => group !== undefined),
    ({ group }) => group,
  );
  return [...groups.values()].flatMap((tasks) =>
    tasks.flatMap((task, index) => {
      const before = tasks[index - 1];
      const settled = before && book.attempts.get(before.id)?.find((run) => isLast(run, records.get(before.id)));
      const first = Math.min(...(book.attempts.get(task.id) ?? []).map(({ effectAt }) => effectAt));
      if (!settled?.doneAt || first >= settled.doneAt) return [];
      return [`${task.id} of ${task.group} began before ${before?.id} had ended`];
    }),
  );
}

function isLast({ attempt }: LedgerAttempt, record: TaskRecord | undefined): boolean {
  return attempt === lastAttempt(record);
}

/** The number of the latest attempt as its handler knows it: a redrive begins at 1 again. What fails for good has no side effect before. */
function lastAttempt(record: TaskRecord | undefined): number | undefined {
  return record && record.attempt - record.base;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
