import type { Command } from "commander";
import type { HistoryWords } from "../history/run-history.ts";
import type { CommandSurroundings } from "../program.ts";
import { outputOptions } from "./output-options.ts";
import { watchOption } from "./watch-option.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage history`. */
export function addHistory(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("history")
    .summary("list the tasks that ended, the latest first")
    .description(
      "Lists the attempts of tasks that ended, the latest first, from the journal that workers keep for seven days. What " +
        "waits, or runs, is not in it.",
    )
    .option("-t, --task <name>", "only this task; a * stands for any characters")
    .option("--state <list>", "only those that ended so: SUCCESS, FAILURE, RETRY, REVOKED, IGNORED")
    .option("-q, --queue <queue>", "only those of this queue")
    .option("--since <duration>", "how far back to look", "1h")
    .option("--limit <n>", "how many at most", "20");
  outputOptions(whereOptions(watchOption(command)))
    .addHelpText("after", examples)
    .action(async (words: HistoryWords) => {
      const { runHistory } = await import("../history/run-history.ts");
      exit(await runHistory(shell, words));
    });
}

const examples = `
Examples:
  $ lovage history --name shop
  $ lovage history --name shop --task 'mail.*' --state failure,retry --since 1d
  $ lovage history --stack Shop --state failure --json | jq -r '.tasks[].id'`;
