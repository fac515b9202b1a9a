import { JOURNAL_RETENTION, type JournalEntry } from "../../lifecycle/index.ts";
import type { Item } from "./item.ts";
import { packLines, unpackLines } from "./journal-bytes.ts";
import { journalPartition, journalSort, timeOfSort } from "./journal-key.ts";

/** How many lines go into one item: some 6 KB, which keeps a page of a query whole and an item far from its limit. */
const LINES_PER_ITEM = 200;

/** What makes the key of an entry its own. */
export interface JournalPlace {
  readonly shard: number;
  /** Text that no other entry of the same millisecond has. */
  readonly tag: string;
}

/** The items of an entry: one for each two hundred lines. Pure. */
export function toJournalItems(entry: JournalEntry, { shard, tag }: JournalPlace): Item[] {
  const at = Math.round(entry.at);
  const items: Item[] = [];
  for (let start = 0; start < entry.lines.length; start += LINES_PER_ITEM) {
    // Padded, so that the parts sort in their order.
    const part = items.length === 0 ? tag : `${tag}.${String(items.length).padStart(6, "0")}`;
    items.push({
      pk: { S: journalPartition(at, shard) },
      sk: { S: journalSort(at, part) },
      worker: { S: entry.worker },
      lines: { B: packLines(entry.lines.slice(start, start + LINES_PER_ITEM), at) },
      expiresAt: { N: String(Math.ceil((at + JOURNAL_RETENTION) / 1_000)) },
    });
  }
  return items;
}

/** The entry, or the part of one, that an item holds. */
export function fromJournalItem(item: Item): JournalEntry {
  const at = timeOfSort(item.sk?.S ?? "");
  return { at, worker: item.worker?.S ?? "", lines: unpackLines(item.lines?.B ?? new Uint8Array([0]), at) };
}
