import type { FunctionFacts } from "../../aws/doctor/index.ts";
import type { WhereWords } from "../commands/where-options.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import { appQueues } from "../queues/app-queues.ts";
import type { Shell } from "../shell.ts";
import { readDuration } from "../words/duration.ts";
import { renderLogEvent } from "./render-log-event.ts";
import { type LogSource, showLogs } from "./show-logs.ts";

/** `lovage logs`, as it was typed. */
export interface LogsWords extends WhereWords {
  readonly id?: string;
  readonly since: string;
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** Prints what the functions of an app have logged, all of them in the order of time. */
export async function runLogs(shell: Shell, words: LogsWords): Promise<ExitCode> {
  const span = readDuration(words.since, "--since");
  const app = await openApp(words, shell);
  const { settings } = app;
  const { broker } = await app.worker();
  const { readFunctions } = await import("../../aws/doctor/index.ts");
  const { functions, problem } = await readFunctions(settings, await appQueues(app, broker));
  if (functions.length === 0) {
    shell.stderr.write(`${problem ?? nobody(app.name)}\n`);
    return exitCodes.failed;
  }
  const { readLog } = await import("../../aws/logs/index.ts");
  const source =
    ({ logGroup }: FunctionFacts): LogSource =>
    (from) =>
      readLog(settings, { logGroup, from, text: words.id });
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  await showLogs(shell, functions.map(source), shell.clock.now() - span, words.follow === true, (event) =>
    words.json ? JSON.stringify(event) : renderLogEvent(event, paint),
  );
  return exitCodes.success;
}

function nobody(app: string): string {
  return `No function takes from the queues of "${app}". A poller, and lovage dev, log to their own output.`;
}
