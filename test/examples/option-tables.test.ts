import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createApp, LovageError } from "../../src/index.ts";
import { testWorld } from "../../src/testing.ts";

/** The words in backticks that begin the rows of a page's tables. */
function rowsOf(page: string): Set<string> {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), "utf8");
  const first = text.split("\n").flatMap((line) => /^\| ([^|]+) \|/.exec(line)?.[1] ?? []);
  return new Set(first.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, word = ""]) => word)));
}

/** The options that are known where a misspelt one is refused. */
async function knownOptions(misspell: () => unknown): Promise<readonly string[]> {
  const error = await Promise.resolve()
    .then(misspell)
    .catch((thrown: unknown) => thrown);
  if (LovageError.is(error, "UNKNOWN_OPTION")) return error.detail.known;
  throw new Error("no option was refused");
}

const app = createApp({ name: "shop" });
testWorld(app);
// A JavaScript caller has no compiler before it.
const misspelt = { misspelt: true } as never;

const places = [
  ["createApp", "configuration.md", () => createApp({ name: "shop", ...(misspelt as object) })],
  ["app.task", "tasks.md", () => app.task("a", misspelt, () => 1)],
  ["retry", "tasks.md", () => app.task("b", { retry: misspelt }, () => 1)],
  ["applyAsync", "tasks.md", () => app.sendTask("c", [], misspelt)],
] as const;

describe("the pages in docs/", () => {
  it.each(places)("have a row for each option of %s", async (_, page, misspell) => {
    const rows = rowsOf(page);
    const known = await knownOptions(misspell);
    expect(known.length).toBeGreaterThan(5);
    expect(known.filter((option) => !rows.has(option))).toEqual([]);
  });
});
