import type { WhereWords } from "../commands/where-options.ts";
import type { ExitCode } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import { renderDuration } from "../render-duration.ts";
import type { Shell } from "../shell.ts";
import { readWatch, watch } from "../watch.ts";
import { readCount } from "../words/count.ts";
import { readSince } from "../words/since.ts";
import { readStates } from "../words/states.ts";
import { readHistory } from "./read-history.ts";
import { renderHistory } from "./render-history.ts";

/** `lovage history`, as it was typed. */
export interface HistoryWords extends WhereWords {
  readonly task?: string;
  readonly state?: string;
  readonly queue?: string;
  readonly since: string;
  readonly limit: string;
  readonly watch?: string | true;
  readonly json?: boolean;
}

/** Prints which attempts of tasks ended, the latest first. */
export async function runHistory(shell: Shell, words: HistoryWords): Promise<ExitCode> {
  const interval = readWatch(words.watch);
  const span = readSince(words.since);
  const limit = readCount(words.limit, "--limit", 1, 100_000);
  const states = words.state === undefined ? undefined : readStates(words.state);
  const app = await openApp(words, shell);
  const { store, runtime } = await app.worker();
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  return watch(shell, interval, async () => {
    // A batch may have ended in this very millisecond.
    const [from, to] = [runtime.clock.now() - span, runtime.clock.now() + 1];
    const tasks = await readHistory(store, { from, to, limit }, { task: words.task, queue: words.queue, states });
    return words.json
      ? `${JSON.stringify({ app: app.name, from: new Date(from).toISOString(), tasks })}\n`
      : renderHistory(tasks, renderDuration(span), paint);
  });
}
