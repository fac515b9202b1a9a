import { isFinalRecord, type TaskRecord } from "../../lifecycle/index.ts";
import { LATE_BATCH } from "./bounds.ts";
import { type FoundLine, findLines } from "./find-lines.ts";
import type { KeptJournal } from "./kept-journal.ts";

/** How much of the journal is read for one task's attempts, in milliseconds: its latest hours. */
const WINDOW = 3 * 3_600_000;
const MOST_SEEN = 200_000;
const MOST_ATTEMPTS = 100;

/** The attempts of a task that have ended, the oldest first, as far as the journal of its latest hours knows them. */
export async function attemptsOf(record: TaskRecord, journal: KeptJournal, now: number): Promise<readonly FoundLine[]> {
  const to = Math.min(now, isFinalRecord(record) ? record.finishedAt + LATE_BATCH : now) + 1;
  const from = Math.max(record.startedAt, to - WINDOW);
  const entries = journal.newestFirst(from, to);
  const page = await findLines(
    entries,
    { id: record.id },
    { limit: Math.min(MOST_ATTEMPTS, record.attempt), mostSeen: MOST_SEEN },
  );
  return page.lines.toReversed();
}
