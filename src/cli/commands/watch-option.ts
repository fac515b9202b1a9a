import type { Command } from "commander";

/** The option of the commands that can be watched. */
export function watchOption(command: Command): Command {
  return command.option("--watch [interval]", "look again, every 2 seconds or this often, until Ctrl-C");
}
