import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { SendWords } from "../send/send-words.ts";
import { outputOptions } from "./output-options.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage send`. */
export function addSend(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("send")
    .summary("send a task by its name")
    .description(
      "Sends a task by its name and prints its id. Arguments that are JSON are sent as such, all others as text: " +
        "4 is a number, '\"4\"' and ada@example.com are text.",
    )
    .argument("<task>", "the task's name, such as mail.send-welcome")
    .argument("[args...]", "its arguments; after -- also those that begin with a dash")
    .option("-s, --string", "send every argument as text, even one that is JSON")
    .option("-a, --args <json>", "all arguments, as one JSON list")
    .option("-k, --kwargs <json>", "keyword arguments, as a JSON object")
    .option("-q, --queue <queue>", "the queue (default: the task's own, then the app's)")
    .option("--countdown <duration>", "not before this long from now: 30s, 5m, 2h")
    .option("--eta <time>", "not before this time: 2026-05-01T08:00Z")
    .option("--expires <when>", "not after this time, or this long from now")
    .option("--id <id>", "the task's id; sending it twice runs it once (default: a new one)")
    .option("--group <id>", "on a FIFO queue, the message group: what stays in order")
    .option("-w, --wait [timeout]", "wait for the result, for ever or this long, and print it");
  outputOptions(whereOptions(command))
    .addHelpText("after", examples)
    .action(async (task: string, args: readonly string[], options: Omit<SendWords, "task" | "words">) => {
      const { runSend } = await import("../send/run-send.ts");
      exit(await runSend(shell, { ...options, task, words: args }));
    });
}

const examples = `
Examples:
  $ lovage send add 4 4 --name shop
  $ lovage send add 4 4 --app src/tasks.ts --wait 10s
  $ lovage send mail.send-welcome ada@example.com --name shop --countdown 5m --queue mail
  $ lovage send orders.import '{"since":"2026-01-01"}' --name shop --expires 1h
  $ lovage send zip.lookup --string 01234 --name shop

Exit codes:
  0 sent (with --wait: succeeded)   1 failed or revoked   2 wrong usage
  3 sent, but not finished in time  4 not sent`;
