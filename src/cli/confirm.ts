import { LovageError } from "../errors/index.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import type { Shell } from "./shell.ts";

/**
 * Refuses what must not be done unasked where there is nobody to ask: no terminal, or a program that reads JSON.
 *
 * @param doing - "purge deletes messages"
 * @throws LovageError INVALID_USAGE
 */
export function checkSomebodyThere({ ask }: Shell, json: boolean | undefined, doing: string): void {
  if (ask && !json) return;
  const problem = `${doing} for good, and there is nobody here to ask whether that is meant: say --yes if it is.`;
  throw new LovageError("INVALID_USAGE", { problem });
}

/**
 * Asks before something is done that cannot be undone. Answers with nothing when that is meant; else says that it was not
 * done, and answers with the command's exit code.
 *
 * @param notDone - what is said then: "nothing was deleted"
 */
export async function confirm(shell: Shell, question: string, notDone: string): Promise<ExitCode | undefined> {
  const answer = await shell.ask?.(`${question} [y/N] `);
  if (/^y(es)?$/i.test(answer?.trim() ?? "")) return undefined;
  shell.stdout.write(`${notDone}\n`);
  return answer === undefined ? exitCodes.interrupted : exitCodes.success;
}
