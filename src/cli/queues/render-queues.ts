import type { Paint } from "../paint.ts";
import { type Cell, tableLines } from "../render-table.ts";
import type { QueueRow } from "./queue-row.ts";

/** Queues as the lines of a table. Pure. */
export function queueLines(queues: readonly QueueRow[], paint: Paint): string[] {
  return tableLines(["QUEUE", "VISIBLE", "IN FLIGHT", "DELAYED", "DEAD LETTERS"], queues.map(cells), paint);
}

function cells({ name, visible, inFlight, delayed, deadLetters }: QueueRow): Cell[] {
  return [
    ["bold", name],
    ...[visible, inFlight, delayed].map(String),
    deadLetters === null ? "not found" : deadLetters > 0 ? ["red", `${deadLetters}`] : "0",
  ];
}
