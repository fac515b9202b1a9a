import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { TaskWords } from "../task/run-task.ts";
import { outputOptions } from "./output-options.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage task`. */
export function addTask(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("task")
    .summary("print all that is known of a task, with its attempts")
    .description(
      "Prints what result does, and besides each attempt that has ended, with its worker, and the tasks that sent this one.",
    )
    .argument("<id>", "the task's id, as send prints it");
  outputOptions(whereOptions(command))
    .addHelpText("after", examples)
    .action(async (id: string, words: Omit<TaskWords, "id">) => {
      const { runTask } = await import("../task/run-task.ts");
      exit(await runTask(shell, { ...words, id }));
    });
}

const examples = `
Examples:
  $ lovage task 0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11 --name shop
  $ lovage task 0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11 --stack Shop --json | jq '.attempts[].took'

Exit codes:
  0 succeeded   1 failed or revoked   2 wrong usage   3 not finished   4 could not be read`;
