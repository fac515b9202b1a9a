import type { QueryCommandInput, QueryCommandOutput } from "@aws-sdk/client-dynamodb";
import { JOURNAL_RETENTION, type JournalEntry } from "../../lifecycle/index.ts";
import type { JournalRange } from "../../ports/index.ts";
import { fromJournalItem } from "./journal-items.ts";
import { minutesOf } from "./journal-key.ts";
import { journalQuery } from "./journal-query.ts";

/** Where a journal is and how it is asked. */
export interface JournalSource {
  readonly table: string;
  readonly shards: number;
  readonly now: number;
  readonly query: (request: QueryCommandInput) => Promise<QueryCommandOutput>;
}

/** How many minutes are asked for ahead of the reader, at most: a quiet day is 1,440 queries, each of a few milliseconds. */
const MOST_AHEAD = 16;
/** How far a worker's clock may be ahead of the reader's. */
const CLOCK_SKEW = 5 * 60_000;

/**
 * Reads the journal minute by minute, and each minute's shards together. Who reads on is served ahead, by twice as many
 * minutes each time: who wants the latest lines only has not paid for those before.
 */
export async function* readJournal(range: JournalRange, source: JournalSource): AsyncGenerator<JournalEntry> {
  const from = Math.max(range.from, source.now - JOURNAL_RETENTION);
  const to = Math.min(range.to, source.now + CLOCK_SKEW);
  // DynamoDB refuses a range of keys that ends before it begins, as one that is older than the journal may come to.
  if (to <= from) return;
  const { newestFirst } = range;
  const minutes = minutesOf(from, to, newestFirst);
  const ask = (minute: number) => {
    const asked = readMinute(minute, { from, to, newestFirst }, source);
    // Its failure is the reader's when its turn comes, which may be never.
    asked.catch(() => {});
    return asked;
  };
  const ahead: Promise<readonly JournalEntry[]>[] = [];
  for (let wanted = 1; ; wanted = Math.min(wanted * 2, MOST_AHEAD)) {
    while (ahead.length < wanted) {
      const { value, done } = minutes.next();
      if (done) break;
      ahead.push(ask(value));
    }
    const next = ahead.shift();
    if (!next) return;
    yield* await next;
  }
}

async function readMinute(minute: number, range: JournalRange, source: JournalSource): Promise<JournalEntry[]> {
  const shards = Array.from({ length: source.shards }, (_, shard) => readShard(minute, shard, range, source));
  // The sort is stable, and each shard has its own order: entries of one millisecond come in the same one each time.
  return (await Promise.all(shards)).flat().sort((a, b) => (range.newestFirst ? b.at - a.at : a.at - b.at));
}

async function readShard(
  minute: number,
  shard: number,
  range: JournalRange,
  { table, query }: JournalSource,
): Promise<JournalEntry[]> {
  const request = journalQuery(table, minute, shard, range);
  const entries: JournalEntry[] = [];
  for (let page: QueryCommandOutput["LastEvaluatedKey"]; ; ) {
    const { Items = [], LastEvaluatedKey } = await query(page ? { ...request, ExclusiveStartKey: page } : request);
    entries.push(...Items.map(fromJournalItem));
    if (!LastEvaluatedKey) return entries;
    page = LastEvaluatedKey;
  }
}
