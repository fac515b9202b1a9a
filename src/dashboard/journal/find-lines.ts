import type { JournalEntry, JournalLine } from "../../lifecycle/index.ts";
import { isWanted, type LineFilter } from "./line-filter.ts";
import type { Place } from "./place.ts";

/** A line of the journal with what its entry knows. */
export interface FoundLine extends JournalLine {
  /** The end of its batch, in milliseconds since 1970. */
  readonly at: number;
  readonly worker: string;
}

/** A page of the journal, the newest line first. */
export interface LinePage {
  readonly lines: readonly FoundLine[];
  /** Where the next page begins; undefined when the journal is read to its end. */
  readonly next: Place | undefined;
}

/** How much of the journal is read for a page, at most. */
export interface PageBounds {
  readonly limit: number;
  /** How many lines are looked at: a filter that finds little must not read a week in one request. */
  readonly mostSeen: number;
}

/**
 * Takes a page of wanted lines from the journal's entries, which come newest first and, when a place is given, from its
 * millisecond on. Stops when the page is full or enough was seen; then `next` says where to go on.
 */
export async function findLines(
  entries: AsyncIterable<JournalEntry>,
  filter: LineFilter,
  { limit, mostSeen }: PageBounds,
  from?: Place,
): Promise<LinePage> {
  const lines: FoundLine[] = [];
  let seen = 0;
  let place: Place = from ?? { at: Number.POSITIVE_INFINITY, skip: 0 };
  let left = place.skip;
  for await (const entry of entries) {
    const { at, worker } = entry;
    if (at !== place.at) place = { at, skip: 0 };
    if (at !== from?.at) left = 0;
    for (const line of entry.lines.toReversed()) {
      if (left > 0) {
        left--;
        continue;
      }
      if (lines.length >= limit || seen >= mostSeen) return { lines, next: place };
      seen++;
      place = { at, skip: place.skip + 1 };
      if (isWanted(line, worker, filter)) lines.push({ ...line, at, worker });
    }
  }
  return { lines, next: undefined };
}
