import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { ResultWords } from "../result/run-result.ts";
import { outputOptions } from "./output-options.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage result`. */
export function addResult(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("result")
    .summary("print the state and the result of a task")
    .description("Prints how a task went: its state, and its result, or its error with the stack of the worker.")
    .argument("<id>", "the task's id, as send prints it")
    .option("-w, --wait [timeout]", "wait until it is finished, for ever or this long");
  outputOptions(whereOptions(command))
    .addHelpText("after", examples)
    .action(async (id: string, options: Omit<ResultWords, "id">) => {
      const { runResult } = await import("../result/run-result.ts");
      exit(await runResult(shell, { ...options, id }));
    });
}

const examples = `
Examples:
  $ lovage result 0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11 --name shop
  $ lovage result 0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11 --name shop --wait 10s
  $ lovage result 0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11 --name shop --json | jq .result

Exit codes:
  0 succeeded   1 failed or revoked   2 wrong usage   3 not finished   4 could not be read`;
