import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "../support/source-files.ts";

const map = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");

it("names only paths that exist", () => {
  const paths = [...map.matchAll(/`((?:src|cdk|test|docs|bench|examples)\/[^`\s<>]*)`/g)].map(
    (match) => match[1] as string,
  );
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

it("has a line for each room of src", () => {
  const rooms = readdirSync(join(root, "src"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(rooms.map((room) => room.name).filter((room) => !map.includes(`\n  ${room}/`))).toEqual([]);
});
