import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { SyncWords } from "../schedules/run-sync.ts";
import { outputOptions } from "./output-options.ts";
import { placeOptions } from "./where-options.ts";

/** Declares `lovage schedules sync`. */
export function addSchedulesSync(schedules: Command, { shell, exit }: CommandSurroundings): void {
  const command = schedules
    .command("sync")
    .summary("put the schedules that an app's code declares")
    .description(
      "Puts the schedules that app.schedule declares, and removes those that it declared once and no longer does. Those put " +
        "by hand, and those of infrastructure code, stay as they are; one that somebody disabled stays disabled, until the " +
        "code changes its enabled.",
    )
    .argument("<files...>", "the modules that define the app and its schedules")
    .option("--dry-run", "change nothing, and print what would be changed");
  outputOptions(placeOptions(command)).action(async (files: readonly string[], words: Omit<SyncWords, "files">) => {
    const { runSync } = await import("../schedules/run-sync.ts");
    exit(await runSync(shell, { ...words, files }));
  });
}
