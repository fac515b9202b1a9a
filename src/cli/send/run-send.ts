import { checkTask } from "../check-task.ts";
import type { ExitCode } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import type { Shell } from "../shell.ts";
import { fewArguments } from "./few-arguments.ts";
import { readSend } from "./read-send.ts";
import type { SendWords } from "./send-words.ts";
import { tellSent } from "./tell-sent.ts";

/** Sends a task and prints its id, and, when asked to wait, how it went. */
export async function runSend(shell: Shell, words: SendWords): Promise<ExitCode> {
  const { task, args, options, wait } = readSend(words);
  const app = await openApp(words, shell);
  if (words.app) {
    checkTask(app, task);
    const warning = fewArguments(app, task, args.length + (options.kwargs === undefined ? 0 : 1));
    if (warning !== undefined) warn(shell, warning, words.json === true);
  }
  // What somebody sends by hand is no other send's task, whatever keys the task makes.
  const result = await app.sendTask(task, args, { taskId: app.runtime.ids(), ...options });
  return tellSent(shell, result, { about: { task }, wait, json: words.json === true });
}

/** On stderr: stdout is the answer, and the task is sent all the same. */
function warn(shell: Shell, warning: string, json: boolean): void {
  const paint = paintFor(shell.stderr, shell.argv, shell.env);
  shell.stderr.write(json ? `${JSON.stringify({ warning })}\n` : `${paint("yellow", "warning:")} ${warning}\n`);
}
