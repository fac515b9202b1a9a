import { LovageError } from "../../errors/index.ts";
import type { WhereWords } from "../commands/where-options.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import type { Shell } from "../shell.ts";
import { viewWholeLetter } from "./letter-view.ts";
import { renderLetter } from "./render-letter.ts";

/** `lovage dead-letters show`, as it was typed. */
export interface ShowWords extends WhereWords {
  readonly id: string;
  readonly json?: boolean;
}

/** Prints all that is known of a dead letter. @throws LovageError LETTER_NOT_FOUND */
export async function runShow(shell: Shell, { id, json, ...where }: ShowWords): Promise<ExitCode> {
  const app = await openApp(where, shell);
  const letter = await app.deadLetters.get(id);
  if (!letter) throw new LovageError("LETTER_NOT_FOUND", { id, app: app.name });
  const task = app.tasks.find(({ name, options }) => [name, ...options.aliases].includes(letter.task ?? ""));
  const view = viewWholeLetter(letter, task?.options.sensitive.args !== undefined);
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  shell.stdout.write(json ? `${JSON.stringify(view)}\n` : renderLetter(view, paint));
  return exitCodes.success;
}
