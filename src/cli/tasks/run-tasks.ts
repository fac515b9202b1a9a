import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import type { Shell } from "../shell.ts";
import { renderTasks } from "./render-tasks.ts";
import { taskRow } from "./task-row.ts";

/** `lovage tasks`, as it was typed. */
export interface TasksWords {
  readonly files: readonly string[];
  readonly json?: boolean;
}

/** Prints the tasks that an app registers. */
export async function runTasks(shell: Shell, { files, json }: TasksWords): Promise<ExitCode> {
  const app = await openApp({ app: files }, shell);
  const tasks = app.tasks.map((task) => taskRow(task, app.settings));
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  shell.stdout.write(json ? `${JSON.stringify({ app: app.name, tasks })}\n` : renderTasks(app.name, tasks, paint));
  return exitCodes.success;
}
