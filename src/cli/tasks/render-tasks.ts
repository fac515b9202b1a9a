import { type Paint, plain } from "../paint.ts";
import { renderDuration } from "../render-duration.ts";
import type { RetryRow, TaskRow } from "./task-row.ts";

/** An app's tasks as a table, the description and the former names of each below it. Pure. */
export function renderTasks(app: string, tasks: readonly TaskRow[], paint: Paint): string {
  const table = [["TASK", "QUEUE", "RETRY", "TIME LIMIT", "TRACK"], ...tasks.map(cells)];
  const widths = table.reduce<number[]>((most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, cell.length)), []);
  const line = (row: readonly string[], paintFirst: Paint) =>
    row
      .map((cell, i) => (i === 0 ? paintFirst("bold", cell) : cell) + " ".repeat((widths[i] ?? 0) - cell.length))
      .join("  ")
      .trimEnd();
  const [head = [], ...rows] = table;
  const lines = [
    `${paint("bold", app)}: ${tasks.length} ${tasks.length === 1 ? "task" : "tasks"}`,
    "",
    paint("dim", line(head, plain)),
    ...rows.flatMap((row, i) => [line(row, paint), ...notes(tasks[i])]),
  ];
  return `${lines.join("\n")}\n`;
}

function cells({ name, queue, retry, timeLimit, track }: TaskRow): string[] {
  return [
    name,
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
  const times = max === null ? "for ever" : `${max} times`;
  return `${times}, ${backoff} from ${renderDuration(delay)}${jitter === "none" ? "" : `, ${jitter} jitter`}`;
}
