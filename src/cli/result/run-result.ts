import type { WhereWords } from "../commands/where-options.ts";
import type { ExitCode } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import type { Shell } from "../shell.ts";
import { readWait } from "../words/wait.ts";
import { exitCodeOfTask } from "./exit-code-of-task.ts";
import { renderTask } from "./render-task.ts";
import { viewTask } from "./task-view.ts";
import { waitForTask } from "./wait-for-task.ts";

/** `lovage result`, as it was typed. */
export interface ResultWords extends WhereWords {
  readonly id: string;
  readonly wait?: string | true;
  readonly json?: boolean;
}

/** Prints how a task went. */
export async function runResult(shell: Shell, words: ResultWords): Promise<ExitCode> {
  const timeout = readWait(words.wait);
  const result = (await openApp(words, shell)).result(words.id);
  const { view, code } =
    timeout === undefined ? await look() : await waitForTask(result, timeout, shell, words.json === true);
  shell.stdout.write(
    words.json ? `${JSON.stringify(view)}\n` : renderTask(view, paintFor(shell.stdout, shell.argv, shell.env)),
  );
  return code;

  async function look() {
    const view = viewTask(words.id, await result.record(), shell.clock.now());
    return { view, code: exitCodeOfTask(view.state) };
  }
}
