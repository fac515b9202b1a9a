import type { WhereWords } from "../commands/where-options.ts";
import type { ExitCode } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import type { Shell } from "../shell.ts";
import { readWatch, watch } from "../watch.ts";
import { readSince } from "../words/since.ts";
import { renderStatus } from "./render-status.ts";
import { readStatus } from "./status-view.ts";

/** `lovage status`, as it was typed. */
export interface StatusWords extends WhereWords {
  readonly since: string;
  readonly watch?: string | true;
  readonly json?: boolean;
}

/** Prints how an app is: its queues, its schedules, and what its workers did lately. */
export async function runStatus(shell: Shell, words: StatusWords): Promise<ExitCode> {
  const [interval, span] = [readWatch(words.watch), readSince(words.since)];
  const app = await openApp(words, shell);
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  return watch(shell, interval, async () => {
    const view = await readStatus(app, span);
    return words.json ? `${JSON.stringify(view)}\n` : renderStatus(view, paint);
  });
}
