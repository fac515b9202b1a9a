import type { WhereWords } from "../commands/where-options.ts";
import { countOf } from "../count-of.ts";
import type { ExitCode } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import type { Shell } from "../shell.ts";
import { readWatch, watch } from "../watch.ts";
import { appQueues } from "./app-queues.ts";
import { readQueues } from "./queue-row.ts";
import { queueLines } from "./render-queues.ts";

/** `lovage queues`, as it was typed. */
export interface QueuesWords extends WhereWords {
  readonly watch?: string | true;
  readonly json?: boolean;
}

/** Prints how deep an app's queues are. */
export async function runQueues(shell: Shell, words: QueuesWords): Promise<ExitCode> {
  const interval = readWatch(words.watch);
  const app = await openApp(words, shell);
  const { broker } = await app.worker();
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  return watch(shell, interval, async () => {
    const queues = await readQueues(broker, await appQueues(app, broker));
    if (words.json) return `${JSON.stringify({ app: app.name, queues })}\n`;
    const lines = [`${paint("bold", app.name)}: ${countOf(queues.length, "queue")}`, "", ...queueLines(queues, paint)];
    return `${lines.join("\n")}\n`;
  });
}
