import type { Command } from "commander";
import type { LogsWords } from "../logs/run-logs.ts";
import type { CommandSurroundings } from "../program.ts";
import { outputOptions } from "./output-options.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage logs`. */
export function addLogs(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("logs")
    .summary("print what the functions have logged")
    .description(
      "Prints the logs of the functions that take from an app's queues, all of them in the order of time: Lovage's own lines as a " +
        "worker shows them, others as they are.",
    )
    .option("--id <id>", "only the lines of this task")
    .option("--since <duration>", "how far back", "10m")
    .option("-f, --follow", "go on showing what comes");
  outputOptions(whereOptions(command))
    .addHelpText("after", examples)
    .action(async (words: LogsWords) => {
      const { runLogs } = await import("../logs/run-logs.ts");
      exit(await runLogs(shell, words));
    });
}

const examples = `
Examples:
  $ lovage logs --stack Shop
  $ lovage logs --stack Shop --follow
  $ lovage logs --stack Shop --id 0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11 --since 2h

Exit codes:
  0 printed   1 no function was found   2 wrong usage   4 could not look`;
