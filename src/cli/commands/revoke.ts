import type { Command } from "commander";
import type { CommandSurroundings } from "../program.ts";
import type { RevokeWords } from "../revoke/run-revoke.ts";
import { outputOptions } from "./output-options.ts";
import { whereOptions } from "./where-options.ts";

/** Declares `lovage revoke`. */
export function addRevoke(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("revoke")
    .summary("keep tasks from running, or end them")
    .description(
      "Keeps tasks from running that have not begun, or that wait for a retry. One that runs may finish, and is not retried; " +
        "with --terminate it is told to end, and is REVOKED whatever it comes to. One that is over stays as it is.",
    )
    .argument("<ids...>", "the tasks' ids, as send prints them")
    .option("-t, --terminate", "end attempts that run: their signal is aborted within some seconds")
    .option("--reason <text>", "why, for the record (default: revoked)");
  outputOptions(whereOptions(command))
    .addHelpText("after", examples)
    .action(async (ids: readonly string[], options: Omit<RevokeWords, "ids">) => {
      const { runRevoke } = await import("../revoke/run-revoke.ts");
      exit(await runRevoke(shell, { ...options, ids }));
    });
}

const examples = `
Examples:
  $ lovage revoke 0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11 --name shop
  $ lovage revoke 0199d1c2-6f3a-7cc4-b5de-0d6f1f0f5a11 --name shop --terminate --reason "wrong month"

Exit codes:
  0 none of them runs on, or again   1 at least one was over before
  2 wrong usage   4 could not be revoked`;
