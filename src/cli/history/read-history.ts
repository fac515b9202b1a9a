import type { JournalLine } from "../../lifecycle/index.ts";
import type { Store } from "../../ports/index.ts";
import { fitsPattern } from "../../task/index.ts";

/** Which attempts to list. */
export interface HistoryFilter {
  /** The task's id. @default all */
  readonly id?: string | undefined;
  /** The task's name; a `*` stands for any characters. @default all */
  readonly task?: string | undefined;
  readonly queue?: string | undefined;
  /** How the attempt ended. @default however it did */
  readonly states?: readonly string[] | undefined;
}

/** An attempt that ended, as `lovage history --json` prints it. */
export interface HistoryRow {
  readonly id: string;
  readonly task: string;
  readonly queue: string;
  readonly state: JournalLine["state"];
  readonly attempt: number;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** How long it ran, in milliseconds. */
  readonly took: number;
  readonly worker: string;
}

/** The latest attempts that ended in a span of time, the latest batch first. No more of the journal is read than it takes. */
export async function readHistory(
  store: Store,
  { from, to, limit }: { readonly from: number; readonly to: number; readonly limit: number },
  filter: HistoryFilter,
): Promise<HistoryRow[]> {
  const rows: HistoryRow[] = [];
  for await (const { worker, lines } of store.journal({ from, to, newestFirst: true })) {
    const ended = lines.filter((line) => passes(line, filter)).toSorted((a, b) => endOf(b) - endOf(a));
    rows.push(...ended.map((line) => rowOf(line, worker)));
    if (rows.length >= limit) break;
  }
  return rows.slice(0, limit);
}

function passes(line: JournalLine, { id, task, queue, states }: HistoryFilter): boolean {
  if (id !== undefined && line.id !== id) return false;
  if (task !== undefined && !fitsPattern(task, line.task)) return false;
  return (queue === undefined || line.queue === queue) && (states === undefined || states.includes(line.state));
}

function rowOf(line: JournalLine, worker: string): HistoryRow {
  const { id, task, queue, state, attempt, startedAt, runtime } = line;
  const times = { startedAt: new Date(startedAt).toISOString(), finishedAt: new Date(endOf(line)).toISOString() };
  return { id, task, queue, state, attempt, ...times, took: runtime, worker };
}

function endOf({ startedAt, runtime }: JournalLine): number {
  return startedAt + runtime;
}
