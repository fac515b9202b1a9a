import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { QueuesWords } from "../queues/run-queues.ts";
import { outputOptions } from "./output-options.ts";
import { watchOption } from "./watch-option.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage queues`. */
export function addQueues(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("queues")
    .summary("list the queues of an app, and how deep they are")
    .description(
      "Lists the queues of an app with SQS's approximate counts of their messages, and of their dead letters.",
    );
  outputOptions(whereOptions(watchOption(command)))
    .addHelpText("after", examples)
    .action(async (words: QueuesWords) => {
      const { runQueues } = await import("../queues/run-queues.ts");
      exit(await runQueues(shell, words));
    });
}

const examples = `
Examples:
  $ lovage queues --name shop
  $ lovage queues --stack Shop --watch 5s`;
