import { scheduleWarnings } from "../../schedule/index.ts";
import { checkTask } from "../check-task.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import { renderMoment } from "../render-moment.ts";
import type { Shell } from "../shell.ts";
import type { PutWords } from "./put-words.ts";
import { readPut } from "./read-put.ts";
import { type ScheduleView, viewSchedule } from "./schedule-view.ts";

/** Makes a schedule, or puts it in place of the one of its name, and says when it runs. */
export async function runPut(shell: Shell, words: PutWords): Promise<ExitCode> {
  const { schedule, options } = readPut(words);
  const app = await openApp(words, shell);
  if (words.app) checkTask(app, words.task);
  const listed = await app.beat.put(words.schedule, schedule, words.task, options);
  const view = viewSchedule(listed, { now: app.runtime.clock.now(), runs: 1, past: [] });
  const warnings = scheduleWarnings(listed.schedule);
  if (words.json) shell.stdout.write(`${JSON.stringify({ ...view, warnings })}\n`);
  else {
    const paint = paintFor(shell.stderr, shell.argv, shell.env);
    for (const warning of warnings) shell.stderr.write(`${paint("yellow", "warning:")} ${warning}\n`);
    shell.stdout.write(renderPut(view));
  }
  return exitCodes.success;
}

/** What was put, in a line. Pure. */
function renderPut({ name, task, when, enabled, next: [next] }: ScheduleView): string {
  const soon = next === undefined ? "" : `; the next run is at ${renderMoment(next)}`;
  return `put ${name}: ${task}, ${when}${enabled ? soon : "; it is disabled"}\n`;
}
