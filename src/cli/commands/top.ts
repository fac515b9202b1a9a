import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { TopWords } from "../top/run-top.ts";
import { outputOptions } from "./output-options.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage top`. */
export function addTop(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("top")
    .summary("show live what runs, what fails, and how long it takes")
    .description(
      "Shows how an app does, live: tasks per minute, failures, how long each task takes, how deep the queues are, and the newest " +
        "failures. q or Ctrl-C ends it. Where stdout is no terminal, or with --json, it looks once.",
    )
    .option("--since <duration>", "the span that is summed up", "10m")
    .option("--interval <duration>", "how often to look", "2s");
  outputOptions(whereOptions(command))
    .addHelpText("after", examples)
    .action(async (words: TopWords) => {
      const { runTop } = await import("../top/run-top.ts");
      exit(await runTop(shell, words));
    });
}

const examples = `
Examples:
  $ lovage top --name shop
  $ lovage top --stack Shop --since 1h --interval 5s
  $ lovage top --stack Shop --json | jq '.tasks[] | select(.failed > 0)'`;
