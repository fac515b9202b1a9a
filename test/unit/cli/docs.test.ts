import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createProgram } from "../../../src/cli/program.ts";
import { root } from "../../support/source-files.ts";
import { TestShell } from "./run-in-process.ts";

const page = readFileSync(join(root, "docs/cli.md"), "utf8");
const program = createProgram(new TestShell([]), () => {});

it("has a section for each command", () => {
  const commands = program.commands.map((command) => command.name());
  expect(commands).toContain("send");
  expect(commands.filter((name) => !page.includes(`\n## lovage ${name}\n`))).toEqual([]);
});

it("names every option, and none that does not exist", () => {
  const options = new Set(program.commands.flatMap(({ options }) => options.map(({ long }) => long)));
  const told = new Set(page.match(/(?<![\w-])--[a-z][a-z-]*/g));
  expect([...options].filter((option) => !told.has(option ?? ""))).toEqual([]);
  expect([...told].filter((option) => !options.has(option) && option !== "--help")).toEqual([]);
});
