import type { PlaceWords } from "../commands/where-options.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import { paintFor } from "../paint.ts";
import type { Shell } from "../shell.ts";
import { renderSync } from "./render-sync.ts";

/** `lovage schedules sync`, as it was typed. */
export interface SyncWords extends PlaceWords {
  readonly files: readonly string[];
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Puts the schedules that an app's modules declare, and removes those that they declared once. */
export async function runSync(shell: Shell, words: SyncWords): Promise<ExitCode> {
  const dryRun = words.dryRun === true;
  const app = await openApp({ ...words, app: words.files }, shell);
  const report = await app.beat.sync({ dryRun });
  const paint = paintFor(shell.stdout, shell.argv, shell.env);
  const document = { app: app.name, dryRun, ...report };
  shell.stdout.write(words.json ? `${JSON.stringify(document)}\n` : renderSync(app.name, report, dryRun, paint));
  return exitCodes.success;
}
