import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { TasksWords } from "../tasks/run-tasks.ts";
import { outputOptions } from "./output-options.ts";

/** Declares `lovage tasks`. */
export function addTasks(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("tasks")
    .summary("list the tasks of an app")
    .description("Lists the tasks that an app registers, with their queues, retries and limits. Asks AWS for nothing.")
    .argument("<files...>", "the modules that define the app and its tasks");
  outputOptions(command)
    .addHelpText("after", examples)
    .action(async (files: readonly string[], options: Omit<TasksWords, "files">) => {
      const { runTasks } = await import("../tasks/run-tasks.ts");
      exit(await runTasks(shell, { ...options, files }));
    });
}

const examples = `
Examples:
  $ lovage tasks src/tasks.ts
  $ lovage tasks src/*.tasks.ts --json | jq -r '.tasks[].name'`;
