import type { Command } from "commander";
import type { DevWords } from "../dev/dev-words.ts";
import type { CommandSurroundings } from "../program.ts";
import { outputOptions } from "./output-options.ts";

/** Declares `lovage dev`. */
export function addDev(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("dev")
    .summary("run the embedded cloud with an app's tasks in it")
    .description(
      "Runs SQS, DynamoDB, EventBridge and Lambda in this process, on one port, with the queues and the table of an app, " +
        "and its tasks as the function. The tasks are loaded again when a file changes. No account, no Docker.",
    )
    .argument("<files...>", "the modules that define the app and its tasks")
    .option("-p, --port <n>", "the port of the endpoint (default: 4566, or a free one when that is taken)")
    .option("--data <dir>", "keep queues, table and schedules in this folder between starts (default: in memory)")
    .option("-l, --loglevel <level>", "debug, info, warn, error or silent (default: LOVAGE_LOG_LEVEL, then info)")
    .option("--dashboard-port <n>", "the port of the dashboard (default: 5555, or a free one when that is taken)")
    .option("--no-dashboard", "open no dashboard")
    .option("--grace <duration>", "how long a stop waits for running tasks", "10s")
    .option(
      "--exit-with-stdin",
      "end when the standard input does: for a program that starts it, so that none is left",
    );
  outputOptions(command)
    .addHelpText("after", examples)
    .action(async (files: readonly string[], options: Omit<DevWords, "files">) => {
      const { runDev } = await import("../dev/run-dev.ts");
      exit(await runDev(shell, { ...options, files }));
    });
}

const examples = `
Examples:
  $ lovage dev src/tasks.ts
  $ lovage dev src/tasks.ts --port 4570 --data .lovage
  $ aws --endpoint-url http://127.0.0.1:4566 sqs list-queues`;
