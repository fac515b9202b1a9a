import type { App } from "../../app/index.ts";
import type { JournalEntry } from "../../lifecycle/index.ts";
import type { WhereWords } from "../commands/where-options.ts";
import type { ExitCode } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import { appQueues } from "../queues/app-queues.ts";
import { readQueues } from "../queues/queue-row.ts";
import type { Shell } from "../shell.ts";
import { readWatch, watch } from "../watch.ts";
import { readSince } from "../words/since.ts";
import { renderTop, type TopView } from "./render-top.ts";
import { summarizeTop } from "./summarize-top.ts";

/** `lovage top`, as it was typed. */
export interface TopWords extends WhereWords {
  readonly since: string;
  readonly interval: string;
  readonly json?: boolean;
}

/** Shows how an app does, again and again while a person looks on; once where nobody does. */
export async function runTop(shell: Shell, words: TopWords): Promise<ExitCode> {
  const span = readSince(words.since);
  const interval = readWatch(words.interval);
  const app = await openApp(words, shell);
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  const live = shell.stdout.isTTY === true && !words.json;
  return watch(shell, live ? interval : undefined, async () => {
    const view = await readTop(app, span);
    return words.json ? `${JSON.stringify(view)}\n` : renderTop(view, paint, live && shell.onKey !== undefined);
  });
}

async function readTop(app: App, span: number): Promise<TopView> {
  const { broker, store, runtime } = await app.worker();
  // A batch may have ended in this very millisecond.
  const to = runtime.clock.now() + 1;
  const from = to - span;
  const readJournal = async () => {
    const entries: JournalEntry[] = [];
    for await (const entry of store.journal({ from, to })) entries.push(entry);
    return entries;
  };
  const [queues, entries] = await Promise.all([
    appQueues(app, broker).then((names) => readQueues(broker, names)),
    readJournal(),
  ]);
  return { app: app.name, queues, ...summarizeTop(entries, from, to) };
}
