import type { WhereWords } from "../commands/where-options.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import type { Shell } from "../shell.ts";
import { listSchedules } from "./list-schedules.ts";
import { renderSchedules } from "./render-schedules.ts";
import { viewSchedule } from "./schedule-view.ts";

/** `lovage schedules list`, as it was typed. */
export interface ListWords extends WhereWords {
  readonly json?: boolean;
}

/** Prints the schedules that an app has in EventBridge, in the order of their names. */
export async function runList(shell: Shell, words: ListWords): Promise<ExitCode> {
  const app = await openApp(words, shell);
  const listed = await listSchedules(app);
  const past = await app.beat.lastRunsOf(listed);
  const now = app.runtime.clock.now();
  const schedules = listed.map((one) => viewSchedule(one, { now, runs: 1, past: past.get(one.name) ?? [] }));
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  const document = { app: app.name, schedules };
  shell.stdout.write(words.json ? `${JSON.stringify(document)}\n` : renderSchedules(app.name, schedules, paint));
  return exitCodes.success;
}
