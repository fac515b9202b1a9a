import type { WhereWords } from "../commands/where-options.ts";
import type { ExitCode } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { tellSent } from "../send/tell-sent.ts";
import type { Shell } from "../shell.ts";
import { readWait } from "../words/wait.ts";
import { withSchedule } from "./unknown-schedule.ts";

/** `lovage schedules run`, as it was typed. */
export interface RunNowWords extends WhereWords {
  readonly schedule: string;
  readonly wait?: string | true;
  readonly json?: boolean;
}

/** Sends a schedule's task once, now, and prints its id, and, when asked to wait, how it went. */
export async function runNow(shell: Shell, words: RunNowWords): Promise<ExitCode> {
  const { schedule } = words;
  const wait = readWait(words.wait);
  const app = await openApp(words, shell);
  const result = await withSchedule(app, schedule, () => app.beat.runNow(schedule));
  return tellSent(shell, result, { about: { schedule }, wait, json: words.json === true });
}
