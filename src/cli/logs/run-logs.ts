import { LovageError } from "../../errors/index.ts";
import type { WhereWords } from "../commands/where-options.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { appQueues } from "../queues/app-queues.ts";
import type { Shell } from "../shell.ts";
import { readDuration } from "../words/duration.ts";
import { tailCommand } from "./tail-command.ts";

/** `lovage logs`, as it was typed. */
export interface LogsWords extends WhereWords {
  readonly id?: string;
  readonly since: string;
  readonly follow?: boolean;
  readonly json?: boolean;
}

/** Prints the commands that show the logs of an app's functions. */
export async function runLogs(shell: Shell, words: LogsWords): Promise<ExitCode> {
  readDuration(words.since, "--since");
  if (!/^\d+[smhd]$/.test(words.since)) {
    const problem = `--since is ${JSON.stringify(words.since)}; it must be whole seconds, minutes, hours or days: "30s", "10m", "2h", "1d".`;
    throw new LovageError("INVALID_USAGE", { problem });
  }
  const app = await openApp(words, shell);
  const { broker } = await app.worker();
  const { readFunctions } = await import("../../aws/doctor/index.ts");
  const seen = await readFunctions(app.settings, await appQueues(app, broker));
  const { since, follow = false, id } = words;
  const { endpoint, region, profile } = app.settings;
  const place = { endpoint, region, profile };
  const functions = seen.functions.map(({ name, logGroup }) => ({
    ...{ function: name, logGroup },
    command: tailCommand({ logGroup, since, follow, id, ...place }),
  }));
  const { problem } = seen;
  if (words.json) shell.stdout.write(`${JSON.stringify({ app: app.name, functions, ...(problem && { problem }) })}\n`);
  else if (functions.length > 0) shell.stdout.write(functions.map(({ command }) => `${command}\n`).join(""));
  else shell.stderr.write(`${problem ?? nobody(app.name)}\n`);
  return functions.length > 0 ? exitCodes.success : exitCodes.failed;
}

function nobody(app: string): string {
  return `No function takes from the queues of "${app}". A poller, and lovage dev, log to their own output.`;
}
