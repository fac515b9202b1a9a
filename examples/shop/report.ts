import type { AsyncResult, TaskRecord } from "lovage";
import { heading, table } from "./show.ts";

/** Prints what became of tasks, as their records have it. */
export async function report(results: readonly AsyncResult[]): Promise<void> {
  heading("What ran");
  const rows = await Promise.all(results.map(async (result) => row(result, await result.record())));
  table(["task", "id", "state", "attempts", "took", "result"], rows);
}

async function row(result: AsyncResult, record: TaskRecord | undefined): Promise<string[]> {
  if (!record) return ["", result.id, "PENDING", "", "", ""];
  const took = "finishedAt" in record ? `${record.finishedAt - record.startedAt} ms` : "";
  const outcome = record.state === "FAILURE" ? String(await result.error()) : brief(await result.result());
  return [record.task, result.id, record.state, String(record.attempt), took, outcome];
}

/** A result on one line, with its paths from here. */
function brief(result: unknown): string {
  const text = (JSON.stringify(result) ?? "").replaceAll(`${process.cwd()}/`, "");
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
