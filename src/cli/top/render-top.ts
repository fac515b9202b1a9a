import type { Paint } from "../paint.ts";
import type { QueueRow } from "../queues/queue-row.ts";
import { queueLines } from "../queues/render-queues.ts";
import { renderAgo } from "../render-ago.ts";
import { renderDuration } from "../render-duration.ts";
import { type Cell, tableLines } from "../render-table.ts";
import type { TopSummary } from "./summarize-top.ts";

/** What `lovage top` shows at one look, as `--json` prints it. */
export interface TopView extends TopSummary {
  readonly app: string;
  readonly queues: readonly QueueRow[];
}

/** How many tasks are listed, and how many minutes of throughput. */
const MOST_TASKS = 15;
const MOST_MINUTES = 60;

/** How an app does at this moment, for people. @param keys - whether somebody can press any. Pure. */
export function renderTop(view: TopView, paint: Paint, keys: boolean): string {
  const { app, ended, failed, retried, perMinute, p50, p95, minutes, queues } = view;
  const span = Date.parse(view.to) - Date.parse(view.from);
  const failures = failed === 0 ? "0 failed" : paint("red", `${failed} failed`);
  const times = `p50 ${runtime(p50)}, p95 ${runtime(p95)}`;
  const lines = [
    `${paint("bold", app)}  ${view.to.slice(11, 19)}Z, the last ${renderDuration(span)}${keys ? paint("dim", "  q quits") : ""}`,
    "",
    `tasks       ${ended} ended, ${perMinute} per minute; ${failures}, ${retried} retried; ${times}`,
    `by minute   ${bars(minutes.slice(-MOST_MINUTES))}`,
    "",
    ...queueLines(queues, paint),
    ...taskLines(view, paint),
    ...failureLines(view, paint),
  ];
  return `${lines.join("\n")}\n`;
}

const levels = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];

/** Counts as a row of bars; none is a dot. Pure. */
export function bars(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts
    .map((count) => (count === 0 ? "·" : (levels[Math.ceil((count / most) * levels.length) - 1] ?? "")))
    .join("");
}

function taskLines({ tasks }: TopView, paint: Paint): string[] {
  if (tasks.length === 0) return [];
  const rows = tasks.slice(0, MOST_TASKS).map(({ task, ended, failed, retried, p50, p95 }): Cell[] => {
    return [
      ["bold", task],
      `${ended}`,
      failed > 0 ? ["red", `${failed}`] : "0",
      `${retried}`,
      runtime(p50),
      runtime(p95),
    ];
  });
  const more = tasks.length - rows.length;
  const head = ["TASK", "ENDED", "FAILED", "RETRIED", "P50", "P95"];
  return ["", ...tableLines(head, rows, paint), ...(more > 0 ? [`and ${more} more`] : [])];
}

function failureLines({ failures, to }: TopView, paint: Paint): string[] {
  if (failures.length === 0) return [];
  const rows = failures.map(({ at, task, id, attempt }) => {
    return [renderAgo(Date.parse(to) - Date.parse(at)), task, id, `${attempt}`];
  });
  return ["", ...tableLines(["FAILED", "TASK", "ID", "ATTEMPT"], rows, paint)];
}

function runtime(milliseconds: number | null): string {
  if (milliseconds === null) return "-";
  return milliseconds < 10_000 ? `${milliseconds} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
}
