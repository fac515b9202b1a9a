import type { Command } from "commander";

/** The options of every command about how it prints. */
export function outputOptions(command: Command): Command {
  return command
    .option("--json", "print JSON on stdout, and errors as JSON on stderr")
    .option("--no-color", "print without colours (as NO_COLOR does)");
}
