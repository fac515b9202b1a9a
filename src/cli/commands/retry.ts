import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { RetryWords } from "../retry/run-retry.ts";
import { outputOptions } from "./output-options.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage retry`. */
export function addRetry(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("retry")
    .summary("give failed tasks another round of attempts")
    .description(
      "Sends the dead letters of failed tasks back to their queues, by the tasks' ids. They keep their ids and their history, and " +
        "run with a fresh budget of attempts.",
    )
    .argument("<ids...>", "the tasks' ids, as send prints them");
  outputOptions(whereOptions(command))
    .addHelpText("after", examples)
    .action(async (ids: readonly string[], words: Omit<RetryWords, "ids">) => {
      const { runRetry } = await import("../retry/run-retry.ts");
      exit(await runRetry(shell, { ...words, ids }));
    });
}

const examples = `
Examples:
  $ lovage retry 0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11 --name shop
  $ lovage history --name shop --state failure --json | jq -r '.tasks[].id' | xargs lovage retry --name shop

Exit codes:
  0 all of them run again   1 at least one does not; it says why
  2 wrong usage   4 could not be retried`;
