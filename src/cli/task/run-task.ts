import type { TaskRecord } from "../../lifecycle/index.ts";
import type { Store } from "../../ports/index.ts";
import type { WhereWords } from "../commands/where-options.ts";
import type { ExitCode } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import { exitCodeOfTask } from "../result/exit-code-of-task.ts";
import { renderTask } from "../result/render-task.ts";
import { viewTask } from "../result/task-view.ts";
import type { Shell } from "../shell.ts";
import { readAttempts } from "./read-attempts.ts";
import { type Relative, renderLife } from "./render-life.ts";

/** `lovage task`, as it was typed. */
export interface TaskWords extends WhereWords {
  readonly id: string;
  readonly json?: boolean;
}

/** How many tasks above this one are looked up. */
const MOST_ABOVE = 20;

/** Prints all that is known of a task: how it went, each attempt, and the tasks that sent it. */
export async function runTask(shell: Shell, words: TaskWords): Promise<ExitCode> {
  const app = await openApp(words, shell);
  const { store } = await app.worker();
  const now = shell.clock.now();
  const record = await app.result(words.id).record();
  const [attempts, above] = record
    ? await Promise.all([readAttempts(record, store, now), tasksAbove(record, store)])
    : [[], []];
  const view = viewTask(words.id, record, now);
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  const { parentId, rootId, groupId, expiresAt } = record ?? {};
  const more = {
    parentId,
    rootId,
    groupId,
    ...(expiresAt && { expiresAt: new Date(expiresAt * 1_000).toISOString() }),
  };
  shell.stdout.write(
    words.json
      ? `${JSON.stringify({ ...view, ...more, attempts, above })}\n`
      : renderTask(view, paint) + renderLife({ ...more, attempts, above }, paint),
  );
  return exitCodeOfTask(view.state);
}

/** The tasks that sent it, from the first down to its parent. */
async function tasksAbove(record: TaskRecord, store: Store): Promise<Relative[]> {
  const above: Relative[] = [];
  for (let id = record.parentId; id !== undefined && above.length < MOST_ABOVE; ) {
    const parent = await store.read(id);
    above.unshift({ id, task: parent?.task ?? null, state: parent?.state ?? "PENDING" });
    id = parent?.parentId;
  }
  return above;
}
