import { countOf } from "../count-of.ts";
import type { Paint } from "../paint.ts";
import { queueLines } from "../queues/render-queues.ts";
import { renderAgo } from "../render-ago.ts";
import { renderDuration } from "../render-duration.ts";
import { tableLines } from "../render-table.ts";
import type { StatusView } from "./status-view.ts";
import type { JournalSummary } from "./summarize-journal.ts";

/** Of a function that scales there are hundreds; the latest tell enough. */
const MOST_WORKERS = 10;

/** How an app is, for people. Pure. */
export function renderStatus({ app, queues, schedules, journal }: StatusView, paint: Paint): string {
  const span = renderDuration(Date.parse(journal.to) - Date.parse(journal.from));
  const lines = [
    paint("bold", app),
    "",
    ...queueLines(queues, paint),
    "",
    ...(schedules ? [`schedules  ${schedules.count}, ${schedules.enabled} of them enabled`] : []),
    `tasks      ${renderTasks(journal, span, paint)}`,
    `workers    ${renderWorkers(journal, span)}`,
    ...workerLines(journal, paint),
  ];
  return `${lines.join("\n")}\n`;
}

function renderTasks({ tasks, perMinute, failures, retries }: JournalSummary, span: string, paint: Paint): string {
  if (tasks === 0 && retries === 0) return `none ended in the last ${span}`;
  const failed = failures === 0 ? "none failed" : paint("red", `${failures} failed`);
  return `${tasks} ended in the last ${span}, ${perMinute} per minute; ${failed}, ${countOf(retries, "attempt")} retried`;
}

function renderWorkers({ workers }: JournalSummary, span: string): string {
  return workers.length === 0
    ? `none was heard of in the last ${span}: a worker is heard of when it has run something`
    : `${workers.length} heard of in the last ${span}`;
}

function workerLines({ workers, to }: JournalSummary, paint: Paint): string[] {
  if (workers.length === 0) return [];
  const rows = workers
    .slice(0, MOST_WORKERS)
    .map(({ name, lastSeen, attempts }) => [name, renderAgo(Date.parse(to) - Date.parse(lastSeen)), `${attempts}`]);
  const more = workers.length - rows.length;
  return [
    "",
    ...tableLines(["WORKER", "LAST SIGN OF LIFE", "ATTEMPTS"], rows, paint),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}
