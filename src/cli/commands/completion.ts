import { Argument, type Command } from "commander";
import { type CompletedShell, shells } from "../completion/shells.ts";
import { exitCodes } from "../exit-code.ts";
import type { CommandSurroundings } from "../program.ts";
import { outputOptions } from "./output-options.ts";

/** Declares `lovage completion`. */
export function addCompletion(program: Command, { shell, exit }: CommandSurroundings): void {
  const command = program
    .command("completion")
    .summary("print a script that completes commands and options")
    .description("Prints a script with which a shell completes the commands and options of lovage at the Tab key.")
    .addArgument(new Argument("<shell>", "the shell").choices(shells));
  outputOptions(command)
    .addHelpText("after", examples)
    .action(async (name: CompletedShell, { json }: { json?: boolean }) => {
      const { grammarOf } = await import("../completion/grammar.ts");
      const { renderCompletion } = await import("../completion/render-completion.ts");
      const script = renderCompletion(name, grammarOf(program));
      shell.stdout.write(json ? `${JSON.stringify({ shell: name, script })}\n` : script);
      exit(exitCodes.success);
    });
}

const examples = `
Examples:
  $ source <(lovage completion bash)
  $ source <(lovage completion zsh)
  $ lovage completion fish | source`;
