import { isFinal, type JournalEntry } from "../../lifecycle/index.ts";

/** What a worker gave to hear of itself. */
export interface WorkerRow {
  readonly name: string;
  /** When its latest batch ended. */
  readonly lastSeen: string;
  /** How many attempts of tasks it ended. */
  readonly attempts: number;
}

/** What the journal says of a span of time. */
export interface JournalSummary {
  readonly from: string;
  readonly to: string;
  /** How many tasks ended. */
  readonly tasks: number;
  readonly perMinute: number;
  readonly failures: number;
  /** How many attempts failed, or were cut short, and are followed by another. */
  readonly retries: number;
  /** The one that was heard of last comes first. */
  readonly workers: readonly WorkerRow[];
}

const MINUTE = 60_000;

/** Sums up the journal of a span. Pure. */
export function summarizeJournal(entries: Iterable<JournalEntry>, from: number, to: number): JournalSummary {
  const workers = new Map<string, { at: number; attempts: number }>();
  let [tasks, failures, retries] = [0, 0, 0];
  for (const { at, worker, lines } of entries) {
    const before = workers.get(worker) ?? { at, attempts: 0 };
    workers.set(worker, { at: Math.max(at, before.at), attempts: before.attempts + lines.length });
    for (const { state } of lines) {
      if (isFinal(state)) tasks++;
      if (state === "FAILURE") failures++;
      if (state === "RETRY") retries++;
    }
  }
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    tasks,
    perMinute: Math.round((tasks * 10 * MINUTE) / (to - from)) / 10,
    failures,
    retries,
    workers: [...workers]
      .sort(([, a], [, b]) => b.at - a.at)
      .map(([name, { at, attempts }]) => ({ name, lastSeen: new Date(at).toISOString(), attempts })),
  };
}
