import type { Command } from "commander";
import type { ListWords } from "../dead-letters/run-list.ts";
import type { ShowWords } from "../dead-letters/run-show.ts";
import type { TakeWords } from "../dead-letters/run-take.ts";
import type { CommandSurroundings } from "../program.ts";
import { outputOptions } from "./output-options.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage dead-letters`, with the commands in it. */
export function addDeadLetters(program: Command, surroundings: CommandSurroundings): void {
  const letters = program
    .command("dead-letters")
    .summary("look at, send back and discard what was given up on")
    .description(
      "The dead letters of an app: messages of tasks that are out of attempts, that no worker understands, or that could not " +
        "be delivered. SQS shows none without a receive, so who looks hides them from others for a moment.",
    )
    .helpCommand("help [command]", "print the help of a command")
    .addHelpText("after", examples);
  addList(letters, surroundings);
  addShow(letters, surroundings);
  addRedrive(letters, surroundings);
  addDiscard(letters, surroundings);
}

function addList(letters: Command, { shell, exit }: CommandSurroundings): void {
  const command = letters
    .command("list")
    .summary("list the dead letters, with their reasons")
    .description("Lists dead letters: when each died, of what task, after which attempt, and why.");
  outputOptions(whereOptions(filterOptions(command).option("--limit <n>", "how many letters at most", "1000"))).action(
    async (words: ListWords) => {
      const { runList } = await import("../dead-letters/run-list.ts");
      exit(await runList(shell, words));
    },
  );
}

function addShow(letters: Command, { shell, exit }: CommandSurroundings): void {
  const command = letters
    .command("show")
    .summary("print one dead letter, with its arguments")
    .description("Prints all that is known of a dead letter, with the arguments of its task.")
    .argument("<id>", "the task's id, or SQS's id of the message");
  outputOptions(whereOptions(command)).action(async (id: string, words: Omit<ShowWords, "id">) => {
    const { runShow } = await import("../dead-letters/run-show.ts");
    exit(await runShow(shell, { ...words, id }));
  });
}

function addRedrive(letters: Command, { shell, exit }: CommandSurroundings): void {
  const command = letters
    .command("redrive")
    .summary("send dead letters back to their queues")
    .description(
      "Sends dead letters back to their own queues. The tasks keep their ids and their history, and run with a fresh budget of " +
        "attempts. Say which: by ids, by what they have in common, or --all.",
    )
    .argument("[ids...]", "ids of tasks, or SQS's ids of messages");
  takeOptions(command).option("--rate <rate>", 'at most so many, such as "10/s" or "100/m" (default: no limit)');
  outputOptions(whereOptions(command)).action(async (ids: readonly string[], words: Omit<TakeWords, "ids">) => {
    const { runTake } = await import("../dead-letters/run-take.ts");
    exit(await runTake(shell, "redrive", { ...words, ids }));
  });
}

function addDiscard(letters: Command, { shell, exit }: CommandSurroundings): void {
  const command = letters
    .command("discard")
    .summary("delete dead letters for good")
    .description(
      "Deletes dead letters for good, after asking unless they are given by their ids. What is recorded of their tasks stays.",
    )
    .argument("[ids...]", "ids of tasks, or SQS's ids of messages");
  takeOptions(command).option("-y, --yes", "do not ask");
  outputOptions(whereOptions(command)).action(async (ids: readonly string[], words: Omit<TakeWords, "ids">) => {
    const { runTake } = await import("../dead-letters/run-take.ts");
    exit(await runTake(shell, "discard", { ...words, ids }));
  });
}

function filterOptions(command: Command): Command {
  return command
    .option("--task <task>", "of this task; a * stands for any characters")
    .option("--queue <queue>", "of this queue")
    .option("--reason <reason>", "with this reason, such as FAILED or UNKNOWN_TASK")
    .option("--since <time>", "that died since then: 2026-05-01T08:00Z, or 1h ago as 1h");
}

function takeOptions(command: Command): Command {
  return filterOptions(command).option("--all", "all of them").option("--dry-run", "only tell which it would be");
}

const examples = `
Examples:
  $ lovage dead-letters list --name shop
  $ lovage dead-letters show 0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11 --stack Shop
  $ lovage dead-letters redrive --task "mail.*" --since 1h --rate 10/s --name shop
  $ lovage dead-letters discard --reason UNDECODABLE --name shop

Exit codes:
  0 done, or declined   1 at least one was not found, or could not be taken
  2 wrong usage, or nobody to ask   4 not done   130 ended by Ctrl-C`;
