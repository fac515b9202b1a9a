import type { JournalEntry } from "../../lifecycle/index.ts";
import type { FoundLine } from "../journal/find-lines.ts";

/** Which tasks are listed, and in what order. */
export interface LatestQuery {
  readonly isWanted: (line: FoundLine) => boolean;
  /** @default the one that ended last comes first */
  readonly order?: ((a: FoundLine, b: FoundLine) => number) | undefined;
  readonly offset: number;
  readonly limit: number;
  /** How many lines are looked at, at most. */
  readonly mostSeen: number;
}

/**
 * The latest line of each task that is wanted, from the journal's entries, which come newest first: a task that was retried is
 * listed once, as what it came to.
 */
export async function latestLines(entries: AsyncIterable<JournalEntry>, query: LatestQuery): Promise<FoundLine[]> {
  const { isWanted, order, offset, limit, mostSeen } = query;
  const seen = new Set<string>();
  const found: FoundLine[] = [];
  let looked = 0;
  reading: for await (const { at, worker, lines } of entries) {
    for (const line of lines.toReversed()) {
      if (looked++ >= mostSeen) break reading;
      if (seen.has(line.id)) continue;
      seen.add(line.id);
      const one = { ...line, at, worker };
      if (!isWanted(one)) continue;
      found.push(one);
      // In the journal's own order the page is full now; in any other every task has to be known.
      if (!order && found.length >= offset + limit) break reading;
    }
  }
  return (order ? found.sort(order) : found).slice(offset, offset + limit);
}
