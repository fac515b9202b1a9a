import type { App } from "../../app/index.ts";
import { didYouMean, LovageError } from "../../errors/index.ts";
import type { AsyncResult } from "../../results/index.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import { renderTask, renderValue } from "../result/render-task.ts";
import { waitForTask } from "../result/wait-for-task.ts";
import type { Shell } from "../shell.ts";
import { readSend } from "./read-send.ts";
import type { SendWords } from "./send-words.ts";

/** Sends a task and prints its id, and, when asked to wait, how it went. */
export async function runSend(shell: Shell, words: SendWords): Promise<ExitCode> {
  const { task, args, options, wait } = readSend(words);
  const app = await openApp(words, shell);
  if (words.app) checkTask(app, task);
  const result = await app.sendTask(task, args, options);
  return words.json ? sentAsJson(shell, task, result, wait) : sentAsText(shell, result, wait);
}

async function sentAsText(shell: Shell, result: AsyncResult, wait: number | undefined): Promise<ExitCode> {
  shell.stdout.write(`${result.id}\n`);
  if (wait === undefined) return exitCodes.success;
  const { view, code } = await waitForTask(result, wait, shell, false);
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  shell.stdout.write(view.state === "SUCCESS" ? `${renderValue(view.result)}\n` : renderTask(view, paint));
  return code;
}

/** One document, whatever happens after the task was sent: its id must not get lost. */
async function sentAsJson(
  shell: Shell,
  task: string,
  result: AsyncResult,
  wait: number | undefined,
): Promise<ExitCode> {
  let document: object = { id: result.id, task };
  try {
    if (wait === undefined) return exitCodes.success;
    const { view, code } = await waitForTask(result, wait, shell, true);
    document = { ...document, ...view };
    return code;
  } finally {
    shell.stdout.write(`${JSON.stringify(document)}\n`);
  }
}

/** An app's file knows its tasks; what it does not know is a slip, and would only end in the dead letters. */
function checkTask(app: App, name: string): void {
  const known = app.tasks.flatMap((task) => [task.name, ...task.options.aliases]);
  if (!known.includes(name))
    throw new LovageError("UNKNOWN_TASK", { name, known, suggestion: didYouMean(name, known) });
}
