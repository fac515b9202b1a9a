import { bashCompletion } from "./bash-completion.ts";
import { fishCompletion } from "./fish-completion.ts";
import type { CommandGrammar } from "./grammar.ts";
import type { CompletedShell } from "./shells.ts";
import { zshCompletion } from "./zsh-completion.ts";

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** The script that completes a program in a shell. Pure. */
export function renderCompletion(shell: CompletedShell, program: CommandGrammar): string {
  return scripts[shell](program);
}
