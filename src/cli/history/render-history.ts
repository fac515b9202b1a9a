import type { Paint } from "../paint.ts";
import { type Cell, tableLines } from "../render-table.ts";
import { colourOfState } from "../result/colour-of-state.ts";
import type { HistoryRow } from "./read-history.ts";

/** Attempts that ended as a table. Pure. */
export function renderHistory(rows: readonly HistoryRow[], span: string, paint: Paint): string {
  if (rows.length === 0) return `no such task ended in the last ${span}\n`;
  const head = ["FINISHED", "STATE", "TASK", "ID", "ATTEMPT", "TOOK", "QUEUE"];
  return `${tableLines(head, rows.map(cells), paint).join("\n")}\n`;
}

function cells({ finishedAt, state, task, id, attempt, took, queue }: HistoryRow): Cell[] {
  const finished = `${finishedAt.slice(0, 10)} ${finishedAt.slice(11, 19)}Z`;
  return [finished, [colourOfState(state), state], ["bold", task], id, `${attempt}`, `${took} ms`, queue];
}
