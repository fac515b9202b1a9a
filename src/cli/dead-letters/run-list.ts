import type { WhereWords } from "../commands/where-options.ts";
import { countOf } from "../count-of.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import type { Shell } from "../shell.ts";
import { readCount } from "../words/count.ts";
import { viewLetter } from "./letter-view.ts";
import { type FilterWords, readFilter } from "./read-filter.ts";
import { letterLines } from "./render-letters.ts";

/** `lovage dead-letters list`, as it was typed. */
export interface ListWords extends WhereWords, FilterWords {
  readonly limit: string;
  readonly json?: boolean;
}

/** Prints the dead letters of an app. */
export async function runList(shell: Shell, words: ListWords): Promise<ExitCode> {
  const filter = readFilter(words);
  const limit = readCount(words.limit, "--limit", 1, 100_000);
  const app = await openApp(words, shell);
  const deadLetters = (await app.deadLetters.list(filter, { limit })).map(viewLetter);
  if (words.json) {
    shell.stdout.write(`${JSON.stringify({ app: app.name, deadLetters })}\n`);
    return exitCodes.success;
  }
  const more = deadLetters.length === limit ? ", as many as --limit allows" : "";
  const lines =
    deadLetters.length === 0 ? [] : ["", ...letterLines(deadLetters, paintFor(shell.stdout, shell.argv, shell.env))];
  shell.stdout.write(`${[`${app.name}: ${countOf(deadLetters.length, "dead letter")}${more}`, ...lines].join("\n")}\n`);
  return exitCodes.success;
}
