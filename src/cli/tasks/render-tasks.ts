import { countOf } from "../count-of.ts";
import type { Paint } from "../paint.ts";
import { renderDuration } from "../render-duration.ts";
import { type Cell, tableLines } from "../render-table.ts";
import type { RetryRow, TaskRow } from "./task-row.ts";

/** An app's tasks as a table, the description and the former names of each below it. Pure. */
export function renderTasks(app: string, tasks: readonly TaskRow[], paint: Paint): string {
  const [head = "", ...rows] = tableLines(["TASK", "QUEUE", "RETRY", "TIME LIMIT", "TRACK"], tasks.map(cells), paint);
  const lines = [
    `${paint("bold", app)}: ${countOf(tasks.length, "task")}`,
    "",
    head,
    ...rows.flatMap((row, i) => [row, ...notes(tasks[i])]),
  ];
  return `${lines.join("\n")}\n`;
}

function cells({ name, queue, retry, timeLimit, track }: TaskRow): Cell[] {
  return [
    ["bold", name],
    queue,
    retry ? renderRetry(retry) : "none",
    timeLimit === null ? "none" : renderDuration(timeLimit),
    track,
  ];
}

function notes(task: TaskRow | undefined): string[] {
  const lines: string[] = [];
  if (task?.description) lines.push(`  ${task.description}`);
  if (task && task.aliases.length > 0) lines.push(`  also known as ${task.aliases.join(", ")}`);
  return lines;
}

function renderRetry({ max, backoff, delay, jitter }: RetryRow): string {
  const times = max === null ? "for ever" : max === 1 ? "once" : `${max} times`;
  return `${times}, ${backoff} from ${renderDuration(delay)}${jitter === "none" ? "" : `, ${jitter} jitter`}`;
}
