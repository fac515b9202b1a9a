import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { expect, it } from "vitest";
import { createProgram } from "../../../src/cli/program.ts";
import { root } from "../../support/source-files.ts";
import { TestShell } from "./run-in-process.ts";

const page = readFileSync(join(root, "docs/cli.md"), "utf8");
const program = createProgram(new TestShell([]), () => {});

/** Every command with all that are in it, by the words that call it. */
function all(command: Command, words = command.name()): [string, Command][] {
  return [[words, command], ...command.commands.flatMap((inner) => all(inner, `${words} ${inner.name()}`))];
}
const commands = program.commands.flatMap((command) => all(command));

it("has a section for each command", () => {
  expect(commands.map(([words]) => words)).toEqual(expect.arrayContaining(["send", "schedules put"]));
  const sections = page.split("\n").filter((line) => /^##+ lovage /.test(line));
  const told = sections.map((line) => line.replace(/^##+ lovage /, "").split(", "));
  // "schedules enable, disable, remove" is one section for three.
  const names = told.flatMap(([first = "", ...others]) => [
    first,
    ...others.map((other) => first.replace(/\S+$/, other)),
  ]);
  expect(names.toSorted()).toEqual(commands.map(([words]) => words).toSorted());
});

it("names every option, and none that does not exist", () => {
  const options = new Set(commands.flatMap(([, { options }]) => options.map(({ long }) => long)));
  const told = new Set(page.match(/(?<![\w-])--[a-z][a-z-]*/g));
  expect([...options].filter((option) => !told.has(option ?? ""))).toEqual([]);
  expect([...told].filter((option) => !options.has(option) && option !== "--help")).toEqual([]);
});
