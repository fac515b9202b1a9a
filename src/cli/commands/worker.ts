import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { WorkerWords } from "../worker/worker-words.ts";
import { outputOptions } from "./output-options.ts";
import { placeOptions } from "./where-options.ts";

/** Declares `lovage worker`. */
export function addWorker(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("worker")
    .summary("run an app's tasks in this process")
    .description(
      "Takes an app's tasks off its queues and runs them in this process: in a container, or on a laptop. " +
        "SIGTERM or Ctrl-C lets running tasks finish, and gives back what does not within the grace period; " +
        "a second one gives back everything at once.",
    )
    .argument("<files...>", "the modules that define the app and its tasks")
    .option("-Q, --queues <list>", "the queues, by comma (default: all that the app's tasks use)")
    .option("-c, --concurrency <n>", "how many tasks run at once (default: the app's, 10)")
    .option("--grace <duration>", "how long a stop waits for running tasks", "20s")
    .option("-l, --loglevel <level>", "debug, info, warn, error or silent (default: LOVAGE_LOG_LEVEL, then info)");
  outputOptions(placeOptions(command))
    .addHelpText("after", examples)
    .action(async (files: readonly string[], options: Omit<WorkerWords, "files">) => {
      const { runWorker } = await import("../worker/run-worker.ts");
      exit(await runWorker(shell, { ...options, files }));
    });
}

const examples = `
Examples:
  $ lovage worker src/tasks.ts
  $ lovage worker src/tasks.ts --queues default,mail --concurrency 20 --loglevel debug
  $ lovage worker src/tasks.ts --endpoint http://127.0.0.1:4566

Exit codes:
  0 stopped in good order   2 wrong usage   4 could not start
  130, 143 stopped at once by a second Ctrl-C or SIGTERM`;
