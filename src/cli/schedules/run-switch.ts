import type { WhereWords } from "../commands/where-options.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { openApp } from "../open-app.ts";
import type { Shell } from "../shell.ts";
import { unknownSchedule, withSchedule } from "./unknown-schedule.ts";

/** `lovage schedules enable`, `disable` and `remove`, as they were typed. */
export interface SwitchWords extends WhereWords {
  readonly schedule: string;
  readonly json?: boolean;
}

/** Lets a schedule fire, keeps it from firing, or takes it away. */
export async function runSwitch(
  shell: Shell,
  act: "enable" | "disable" | "remove",
  words: SwitchWords,
): Promise<ExitCode> {
  const { schedule: name } = words;
  const app = await openApp(words, shell);
  await withSchedule(app, name, async () => {
    const there = await app.beat[act](name);
    if (there === false) throw await unknownSchedule(app, name);
  });
  const said = act === "remove" ? { removed: true } : { enabled: act === "enable" };
  shell.stdout.write(words.json ? `${JSON.stringify({ name, ...said })}\n` : `${act}d ${name}\n`);
  return exitCodes.success;
}
