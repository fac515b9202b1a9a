import type { Paint } from "../paint.ts";
import { renderMoment } from "../render-moment.ts";
import { type Cell, tableLines } from "../render-table.ts";
import type { LetterView } from "./letter-view.ts";

/** How much of an error a line shows. */
const LONGEST_ERROR = 60;

/** Dead letters as a table, the latest death first. Pure. */
export function letterLines(letters: readonly LetterView[], paint: Paint): string[] {
  const head = ["DIED", "QUEUE", "TASK", "ID", "ATTEMPT", "REASON", "ERROR"];
  const latestFirst = letters.toSorted((a, b) => (timeOf(a) < timeOf(b) ? 1 : -1));
  return tableLines(head, latestFirst.map(cells), paint);
}

/** The time that a letter is sorted by: when it died or, where nobody wrote that down, when it was sent. */
function timeOf({ diedAt, sentAt }: LetterView): string {
  return diedAt ?? sentAt;
}

function cells(letter: LetterView): Cell[] {
  const { diedAt, queue, task, id, messageId, attempt, reason, error } = letter;
  return [
    diedAt === null ? "unknown" : renderMoment(diedAt),
    queue === "" ? "unknown" : queue,
    task === null ? "unknown" : ["bold", task],
    id ?? messageId,
    attempt === null ? "" : `${attempt}`,
    ["red", reason],
    shortened(error ?? ""),
  ];
}

function shortened(error: string): string {
  const [line = ""] = error.split("\n");
  return line.length > LONGEST_ERROR ? `${line.slice(0, LONGEST_ERROR - 1)}…` : line;
}
