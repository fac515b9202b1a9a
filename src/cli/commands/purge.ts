import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { PurgeWords } from "../purge/run-purge.ts";
import { outputOptions } from "./output-options.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage purge`. */
export function addPurge(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("purge")
    .summary("delete all messages of a queue")
    .description(
      "Deletes all messages of a queue for good, also those that are delayed or in flight, after asking. SQS takes up to a " +
        "minute for it, and does it once a minute at most. Tasks that run are not stopped.",
    )
    .argument("<queue>", "the app's name of the queue, such as mail")
    .option("--dead-letters", "delete the dead letters beside the queue instead")
    .option("-y, --yes", "do not ask");
  outputOptions(whereOptions(command))
    .addHelpText("after", examples)
    .action(async (queue: string, words: Omit<PurgeWords, "queue">) => {
      const { runPurge } = await import("../purge/run-purge.ts");
      exit(await runPurge(shell, { ...words, queue }));
    });
}

const examples = `
Examples:
  $ lovage purge mail --name shop
  $ lovage purge mail --dead-letters --stack Shop --yes

Exit codes:
  0 deleted, or declined   2 wrong usage, or nobody to ask   4 not deleted   130 ended by Ctrl-C`;
