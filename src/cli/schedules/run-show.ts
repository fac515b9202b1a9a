import { scheduleWarnings } from "../../schedule/index.ts";
import type { WhereWords } from "../commands/where-options.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import type { Shell } from "../shell.ts";
import { readCount } from "../words/count.ts";
import { renderSchedule } from "./render-schedule.ts";
import { viewSchedule } from "./schedule-view.ts";
import { unknownSchedule } from "./unknown-schedule.ts";

/** `lovage schedules show`, as it was typed. */
export interface ShowWords extends WhereWords {
  readonly schedule: string;
  readonly runs: string;
  readonly json?: boolean;
}

/** Prints all that is known of a schedule, with its next and last runs. */
export async function runShow(shell: Shell, words: ShowWords): Promise<ExitCode> {
  const runs = readCount(words.runs, "--runs", 1, 1_000);
  const app = await openApp(words, shell);
  const listed = await app.beat.get(words.schedule);
  if (!listed) throw await unknownSchedule(app, words.schedule);
  const past = await app.beat.lastRunsOf([listed], runs);
  const view = viewSchedule(listed, { now: app.runtime.clock.now(), runs, past: past.get(listed.name) ?? [] });
  const warnings = scheduleWarnings(listed.schedule);
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  const text = words.json ? `${JSON.stringify({ ...view, warnings })}\n` : renderSchedule(view, warnings, paint);
  shell.stdout.write(text);
  return exitCodes.success;
}
