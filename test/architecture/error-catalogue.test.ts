import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../src/errors/index.ts";
import { sourceFiles } from "../support/source-files.ts";

const page = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");

/** The rows of the page: code, meaning, fix. */
const rows = page
  .split("\n")
  .filter((line) => line.startsWith("| `"))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, code = "", meaning = "", fix = ""]) => ({ code: code.replaceAll("`", ""), meaning, fix }));

describe("docs/errors.md", () => {
  it("has one row for each code of the catalogue, and no other", () => {
    expect(rows.map(({ code }) => code).toSorted()).toEqual(Object.keys(catalogue).toSorted());
  });

  it("keeps the catalogue's order, so that a code is found where its neighbours are", () => {
    expect(rows.map(({ code }) => code)).toEqual(Object.keys(catalogue));
  });

  it.each(rows)("says of $code what it means and what to do", ({ meaning, fix }) => {
    expect(meaning).toMatch(/^\S.{15,}\.$/s);
    expect(fix).toMatch(/^\S.{8,}\.$/s);
  });
});

describe("the catalogue", () => {
  it("holds no code that nothing throws", () => {
    const files = [...sourceFiles("src"), ...sourceFiles("cdk")].filter(({ path }) => !path.startsWith("src/errors/"));
    const text = files.map((file) => file.text).join("\n");
    expect(Object.keys(catalogue).filter((code) => !text.includes(`"${code}"`))).toEqual([]);
  });
});
