import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { StatusWords } from "../status/run-status.ts";
import { outputOptions } from "./output-options.ts";
import { watchOption } from "./watch-option.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage status`. */
export function addStatus(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("status")
    .summary("print how an app is: queues, schedules, workers")
    .description(
      "Prints how deep an app's queues are, how many schedules it has, and what its workers did lately: tasks per minute, " +
        "failures, and each worker's last sign of life.",
    )
    .option("--since <duration>", "how far back to look for what workers did", "10m");
  outputOptions(whereOptions(watchOption(command)))
    .addHelpText("after", examples)
    .action(async (words: StatusWords) => {
      const { runStatus } = await import("../status/run-status.ts");
      exit(await runStatus(shell, words));
    });
}

const examples = `
Examples:
  $ lovage status --name shop
  $ lovage status --stack Shop --since 1h --watch`;
