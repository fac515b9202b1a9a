import { isFinal, type JournalEntry } from "../../lifecycle/index.ts";

/** How the attempts of one task went. */
export interface TopRow {
  readonly task: string;
  /** How many tasks ended, in which of the two ways that matter most, and how many attempts are followed by another. */
  readonly ended: number;
  readonly failed: number;
  readonly retried: number;
  /** Of all attempts that ran, in milliseconds; null when none did. */
  readonly p50: number | null;
  readonly p95: number | null;
}

/** A task that failed. */
export interface TopFailure {
  readonly at: string;
  readonly task: string;
  readonly id: string;
  readonly attempt: number;
}

/** What the journal says of the last minutes. */
export interface TopSummary {
  readonly from: string;
  readonly to: string;
  readonly ended: number;
  readonly failed: number;
  readonly retried: number;
  readonly perMinute: number;
  /** How many tasks ended in each minute of the span, the earliest first; the last one is not over yet. */
  readonly minutes: readonly number[];
  readonly p50: number | null;
  readonly p95: number | null;
  /** The busiest comes first. */
  readonly tasks: readonly TopRow[];
  /** The newest comes first. */
  readonly failures: readonly TopFailure[];
}

const MINUTE = 60_000;
const MOST_FAILURES = 5;

interface Counted {
  ended: number;
  failed: number;
  retried: number;
  readonly runtimes: number[];
}

/** Sums up the journal of a span for `lovage top`. Pure. */
export function summarizeTop(entries: Iterable<JournalEntry>, from: number, to: number): TopSummary {
  const byTask = new Map<string, Counted>();
  const all = nothing();
  const minutes = new Array<number>(Math.max(1, Math.ceil((to - from) / MINUTE))).fill(0);
  const failures: (TopFailure & { readonly time: number })[] = [];
  for (const { at, lines } of entries) {
    for (const { id, task, state, attempt, startedAt, runtime } of lines) {
      const own = byTask.get(task) ?? nothing();
      byTask.set(task, own);
      for (const counted of [own, all]) {
        if (isFinal(state)) counted.ended++;
        if (state === "FAILURE") counted.failed++;
        if (state === "RETRY") counted.retried++;
        // One that was revoked did not run.
        if (state !== "REVOKED") counted.runtimes.push(runtime);
      }
      const minute = Math.min(minutes.length - 1, Math.floor((at - from) / MINUTE));
      if (isFinal(state)) minutes[minute] = (minutes[minute] ?? 0) + 1;
      const time = startedAt + runtime;
      if (state === "FAILURE") failures.push({ time, at: new Date(time).toISOString(), task, id, attempt });
    }
  }
  const tasks = [...byTask].map(([task, counted]): TopRow => ({ task, ...figures(counted) }));
  return {
    ...{ from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    ...figures(all),
    perMinute: Math.round((all.ended * 10 * MINUTE) / (to - from)) / 10,
    minutes,
    tasks: tasks.sort((a, b) => b.ended + b.retried - (a.ended + a.retried) || (a.task < b.task ? -1 : 1)),
    failures: failures
      .sort((a, b) => b.time - a.time)
      .slice(0, MOST_FAILURES)
      .map(({ time: _, ...failure }) => failure),
  };
}

function nothing(): Counted {
  return { ended: 0, failed: 0, retried: 0, runtimes: [] };
}

function figures({ ended, failed, retried, runtimes }: Counted): Omit<TopRow, "task"> {
  const sorted = runtimes.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? null;
  return { ended, failed, retried, p50: at(0.5), p95: at(0.95) };
}
