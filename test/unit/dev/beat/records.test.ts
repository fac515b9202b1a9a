import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { Records } from "../../../../src/dev/beat/index.ts";

interface Note {
  readonly text: string;
}

function aFile(): string {
  const folder = mkdtempSync(join(tmpdir(), "lovage-records-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, "data", "notes.jsonl");
}

describe("records", () => {
  it("are listed by name", () => {
    const records = new Records<Note>();
    records.put("b", { text: "second" });
    records.put("a", { text: "first" });
    expect(records.all).toEqual([{ text: "first" }, { text: "second" }]);
    expect(records.size).toBe(2);
  });

  it("are in the file as soon as they are put, and there again when it is opened anew", () => {
    const file = aFile();
    const records = new Records<Note>(file);
    records.put("a", { text: "one" });
    records.put("b", { text: "two" });
    records.put("a", { text: "three" });
    records.delete("b");
    records.delete("b");
    // As after a crash: the first has not been closed.
    const again = new Records<Note>(file);
    expect(again.all).toEqual([{ text: "three" }]);
    expect(readFileSync(file, "utf8")).toBe('{"put":"a","record":{"text":"three"}}\n');
    again.close();
    records.close();
  });

  it("lose a last line that a crash has torn, and nothing else", () => {
    const file = aFile();
    const records = new Records<Note>(file);
    records.put("a", { text: "one" });
    records.close();
    appendFileSync(file, '{"put":"b","rec');
    const again = new Records<Note>(file);
    again.put("c", { text: "three" });
    again.close();
    const last = new Records<Note>(file);
    expect(last.all).toEqual([{ text: "one" }, { text: "three" }]);
    last.close();
  });

  it("refuse a file with a damaged line, and say which", () => {
    const file = aFile();
    new Records<Note>(file).close();
    writeFileSync(file, '{"put":"a","record":{"text":"one"}}\n17\n{"delete":"a"}\n');
    expect(() => new Records<Note>(file)).toThrow(/notes\.jsonl, line 2, cannot be read: it is no change of a record/);
  });

  it("write the file anew when it has grown by a megabyte of changes", () => {
    const file = aFile();
    const records = new Records<Note>(file);
    for (let change = 0; change < 40; change++) records.put("a", { text: `${change}`.repeat(40_000) });
    expect(statSync(file).size).toBeLessThan(1_100_000);
    records.close();
    const again = new Records<Note>(file);
    expect(again.all).toEqual([{ text: "39".repeat(40_000) }]);
    again.close();
  });
});
