import { isFinalRecord, type TaskRecord } from "../../lifecycle/index.ts";
import type { Store } from "../../ports/index.ts";
import { type HistoryRow, readHistory } from "../history/read-history.ts";

/** How much of the journal is read for one task, in milliseconds: the latest hours of its life. */
const WINDOW = 3 * 3_600_000;
/** A batch writes its lines when its slowest task has ended, at most Lambda's longest time after this one's end. */
const BATCH = 16 * 60_000;
const MOST_ATTEMPTS = 100;

/** The attempts of a task that have ended, the first one first, as far as the journal of its latest hours knows them. */
export async function readAttempts(record: TaskRecord, store: Store, now: number): Promise<HistoryRow[]> {
  const { id, attempt, startedAt } = record;
  const to = Math.min(now, isFinalRecord(record) ? record.finishedAt + BATCH : now) + 1;
  const from = Math.max(startedAt, to - WINDOW);
  const rows = await readHistory(store, { from, to, limit: Math.min(MOST_ATTEMPTS, attempt) }, { id });
  return rows.toReversed();
}
