import type { AsyncResult } from "../../results/index.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { paintFor } from "../paint.ts";
import { renderTask, renderValue } from "../result/render-task.ts";
import { waitForTask } from "../result/wait-for-task.ts";
import type { Shell } from "../shell.ts";

/** How a task that was sent is told of. */
export interface Telling {
  /** What JSON says of it besides its id. */
  readonly about: object;
  /** How long to wait for the result, in milliseconds; undefined for not at all. */
  readonly wait: number | undefined;
  readonly json: boolean;
}

/** Prints the id of a task that was sent, and, when asked to wait, how it went. */
export function tellSent(shell: Shell, result: AsyncResult, telling: Telling): Promise<ExitCode> {
  return telling.json ? asJson(shell, result, telling) : asText(shell, result, telling);
}

async function asText(shell: Shell, result: AsyncResult, { wait }: Telling): Promise<ExitCode> {
  shell.stdout.write(`${result.id}\n`);
  if (wait === undefined) return exitCodes.success;
  const { view, code } = await waitForTask(result, wait, shell, false);
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  shell.stdout.write(view.state === "SUCCESS" ? `${renderValue(view.result)}\n` : renderTask(view, paint));
  return code;
}

/** One document, whatever happens after the task was sent: its id must not get lost. */
async function asJson(shell: Shell, result: AsyncResult, { about, wait }: Telling): Promise<ExitCode> {
  let document: object = { id: result.id, ...about };
  try {
    if (wait === undefined) return exitCodes.success;
    const { view, code } = await waitForTask(result, wait, shell, true);
    document = { ...document, ...view };
    return code;
  } finally {
    shell.stdout.write(`${JSON.stringify(document)}\n`);
  }
}
