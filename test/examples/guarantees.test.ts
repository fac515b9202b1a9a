import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../support/source-files.ts";

const page = readFileSync(join(root, "docs/guarantees.md"), "utf8");

/** The tests that the page names: `` `path`: "name" `` or `` `path`: 'name' ``. */
const named = [...page.matchAll(/`(test\/[^`]+\.ts)`: (["'])(.+?)\2(?=;| \||$)/gm)].map(
  ([, file = "", , name = ""]) => ({
    file,
    name,
  }),
);

/** The lines of tables whose last column says what shows them. */
const lines = page
  .slice(0, page.indexOf("## What is not promised"))
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.includes("shown by"));

describe("docs/guarantees.md", () => {
  it("names a test on every line of its promises", () => {
    expect(lines.length).toBeGreaterThan(15);
    expect(lines.filter((line) => !/`test\/[^`]+\.ts`: ["'][^|]+ \|$/.test(line))).toEqual([]);
    expect(named.length).toBe(page.match(/`test\/[^`]+\.ts`: /g)?.length);
  });

  it.each(named)("names a test that is there: $file, $name", ({ file, name }) => {
    expect(existsSync(join(root, file))).toBe(true);
    const text = readFileSync(join(root, file), "utf8");
    // As it is written after it( or it.each(...)(.
    expect(['"', "'", "`"].some((quote) => text.includes(`${quote}${name}${quote},`))).toBe(true);
  });
});
