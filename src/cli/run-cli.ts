import { type Command, CommanderError } from "commander";
import { LovageError } from "../errors/index.ts";
import { embeddedCloudHint } from "./embedded-cloud-hint.ts";
import { type ExitCode, exitCodeOf, exitCodes } from "./exit-code.ts";
import { optionWords } from "./option-words.ts";
import { paintFor } from "./paint.ts";
import { createProgram } from "./program.ts";
import { failureJson, renderFailure } from "./render-failure.ts";
import type { Shell } from "./shell.ts";

/** Runs a command line, from its words to its exit code. Never throws, and never ends the process. */
export async function runCli(shell: Shell): Promise<ExitCode> {
  let code: ExitCode = exitCodes.success;
  const program = createProgram(shell, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(helpLast(shell.argv), { from: "user" });
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError && isHelp(thrown)) return thrown.exitCode ? exitCodes.usage : code;
    return report(thrown instanceof CommanderError ? misused(thrown, program, shell.argv) : thrown, shell);
  }
}

/** `help schedules put` as `schedules put --help`: of more than one word, Commander would look at the first alone. */
function helpLast([word, ...words]: readonly string[]): string[] {
  if (word === undefined) return [];
  return word === "help" && words.length > 1 ? [...words, "--help"] : [word, ...words];
}

function isHelp({ code }: CommanderError): boolean {
  return ["commander.help", "commander.helpDisplayed", "commander.version"].includes(code);
}

/** Commander's words ("error: unknown option '--qeue'\n(Did you mean --queue?)") as an error of ours. */
function misused({ message }: CommanderError, program: Command, argv: readonly string[]): LovageError {
  const problem = message.replace(/^error: /, "").replace(/\n/g, " ");
  const help = [...commandPath(program, argv), "--help"].join(" ");
  return new LovageError("INVALID_USAGE", { problem: `${problem}${/[.)]$/.test(problem) ? "" : "."} See ${help}` });
}

/** The names of the commands that the words go into, the program's first: what is no command ends it. */
function commandPath(program: Command, [word, ...words]: readonly string[]): string[] {
  const next = program.commands.find((command) => command.name() === word);
  return [program.name(), ...(next ? commandPath(next, words) : [])];
}

async function report(error: unknown, shell: Shell): Promise<ExitCode> {
  const hint = await embeddedCloudHint(error, shell);
  const asJson = optionWords(shell.argv).includes("--json");
  const paint = paintFor(shell.stderr, shell.argv, shell.env);
  shell.stderr.write(asJson ? failureJson(error, hint) : renderFailure(error, hint, paint));
  return exitCodeOf(error);
}
