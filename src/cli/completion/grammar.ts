import type { Argument, Command, Option } from "commander";

/** What may stand in a place: one of a few words, the path of a file, or what no shell can know. */
export interface Place {
  readonly choices: readonly string[];
  readonly files: boolean;
}

/** An option, as a shell completes it. */
export interface OptionGrammar {
  /** "-q" and "--queue", or one of the two. */
  readonly flags: readonly string[];
  readonly description: string;
  /** What follows it; undefined when nothing has to. */
  readonly value: (Place & { readonly name: string }) | undefined;
}

/** A command with all that is in it, as a shell completes it. */
export interface CommandGrammar {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly OptionGrammar[];
  readonly commands: readonly CommandGrammar[];
  /** What its arguments are. */
  readonly argument: Place;
}

/** The grammar of a program: what its help lists, as a value. Pure. */
export function grammarOf(command: Command): CommandGrammar {
  const help = command.createHelp();
  const commands = help.visibleCommands(command).filter((inner) => inner !== command);
  return {
    name: command.name(),
    summary: command.summary() || command.description(),
    options: help.visibleOptions(command).map(optionGrammar),
    commands: commands.map(grammarOf),
    argument: placeOf(command.registeredArguments),
  };
}

function optionGrammar({ short, long, description, required, flags, argChoices }: Option): OptionGrammar {
  const [, name = "value"] = /<(\w+)>/.exec(flags) ?? [];
  const place = { name, choices: argChoices ?? [], files: name === "file" || name === "dir" };
  const given = [short, long].filter((flag) => flag !== undefined);
  return { flags: given, description, value: required ? place : undefined };
}

function placeOf(list: readonly Argument[]): Place {
  return {
    choices: list.flatMap(({ argChoices }) => argChoices ?? []),
    files: list.some((argument) => argument.name() === "files"),
  };
}
