import type { CommandGrammar } from "./grammar.ts";

/** A command and the words that lead to it: ["schedules", "put"]; none to the program itself. */
export type Located = readonly [path: readonly string[], command: CommandGrammar];

/** A program with every command in it, each before those that it holds. Pure. */
export function eachCommand(command: CommandGrammar, path: readonly string[] = []): Located[] {
  return [[path, command], ...command.commands.flatMap((inner) => eachCommand(inner, [...path, inner.name]))];
}
