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
 * minutes each time: who wants the latest lines only has not paid for those before. Of a minute the first page of each shard
 * is asked for ahead, the others as the reader comes to them: a minute of a million lines costs no more than what is read of it.
 */
export async function* readJournal(range: JournalRange, source: JournalSource): AsyncGenerator<JournalEntry> {
  const from = Math.max(range.from, source.now - JOURNAL_RETENTION);
  const to = Math.min(range.to, source.now + CLOCK_SKEW);
  // DynamoDB refuses a range of keys that ends before it begins.
  if (from >= to) return;
  const { newestFirst } = range;
  const minutes = minutesOf(from, to, newestFirst);
  const ahead: AsyncGenerator<JournalEntry>[][] = [];
  for (let wanted = 1; ; wanted = Math.min(wanted * 2, MOST_AHEAD)) {
    while (ahead.length < wanted) {
      const { value, done } = minutes.next();
      if (done) break;
      ahead.push(openMinute(value, { from, to, newestFirst }, source));
    }
    const next = ahead.shift();
    if (!next) return;
    yield* merged(next, newestFirst);
  }
}

function openMinute(minute: number, range: JournalRange, source: JournalSource): AsyncGenerator<JournalEntry>[] {
  const { table, query } = source;
  return Array.from({ length: source.shards }, (_, shard) => {
    const request = journalQuery(table, minute, shard, range);
    const first = query(request);
    // Its failure is the reader's when its turn comes, which may be never.
    first.catch(() => {});
    return readShard(request, first, query);
  });
}

async function* readShard(
  request: QueryCommandInput,
  first: Promise<QueryCommandOutput>,
  query: JournalSource["query"],
): AsyncGenerator<JournalEntry> {
  for (let page = first; ; ) {
    const { Items = [], LastEvaluatedKey } = await page;
    yield* Items.map(fromJournalItem);
    if (!LastEvaluatedKey) return;
    page = query({ ...request, ExclusiveStartKey: LastEvaluatedKey });
  }
}

/** Several readings in one, in the order of time. Of one millisecond the earlier reading comes first, in the same order each time. */
async function* merged(
  readings: readonly AsyncGenerator<JournalEntry>[],
  newestFirst = false,
): AsyncGenerator<JournalEntry> {
  const heads = await Promise.all(readings.map((reading) => reading.next()));
  for (;;) {
    let first: { readonly index: number; readonly entry: JournalEntry } | undefined;
    for (const [index, { done, value }] of heads.entries()) {
      if (done) continue;
      if (!first || (newestFirst ? value.at > first.entry.at : value.at < first.entry.at))
        first = { index, entry: value };
    }
    const reading = first && readings[first.index];
    if (!first || !reading) return;
    yield first.entry;
    heads[first.index] = await reading.next();
  }
}
