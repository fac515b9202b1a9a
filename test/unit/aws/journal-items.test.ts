import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itemBytes, writeUnits } from "../../../src/aws/dynamodb/item-size.ts";
import { packLines, unpackLines } from "../../../src/aws/dynamodb/journal-bytes.ts";
import { fromJournalItem, toJournalItems } from "../../../src/aws/dynamodb/journal-items.ts";
import type { JournalLine } from "../../../src/lifecycle/index.ts";

const at = Date.UTC(2026, 10, 21, 12, 11, 59, 999);
const place = { shard: 3, tag: "abc" };

const anyLine: fc.Arbitrary<JournalLine> = fc.record({
  id: fc.oneof(
    fc.uuid(),
    fc.uuid().map((id) => id.toUpperCase()),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 255 }),
  ),
  task: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
  queue: fc.constantFrom("default", "orders.fifo", "über"),
  state: fc.constantFrom("SUCCESS", "FAILURE", "RETRY", "REVOKED", "IGNORED"),
  attempt: fc.integer({ min: 0, max: 1e9 }),
  startedAt: fc.integer({ min: at - 40 * 86_400_000, max: at + 86_400_000 }),
  runtime: fc.integer({ min: 0, max: 86_400_000 }),
});

function tenLines(fields: Partial<JournalLine> = {}): JournalLine[] {
  return Array.from({ length: 10 }, (_, index) => ({
    id: `0199f0a2-6f3c-7d7e-8a51-1c9f3d2b4e6${index}`,
    task: `thirty-characters-of-a-name-${String(index).padStart(2, "0")}`,
    queue: `queue-number-${index}`,
    state: "SUCCESS",
    attempt: 130,
    startedAt: at - 900_000,
    runtime: 899_999,
    ...fields,
  }));
}

describe("the journal's lines", () => {
  it("come out of their bytes as they went in", () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
        expect(unpackLines(packLines(lines, at), at)).toEqual(lines);
      }),
      { numRuns: 200 },
    );
  });

  it("are thirty bytes each, beside their names", () => {
    const [one, ten] = [tenLines({ task: "t", queue: "q" }).slice(0, 1), tenLines({ task: "t", queue: "q" })];
    expect((packLines(ten, at).length - packLines(one, at).length) / 9).toBeLessThanOrEqual(30);
  });

  it("say nothing where a later version of Lovage has written them", () => {
    expect(unpackLines(Uint8Array.from([2, 1, 2, 3]), at)).toEqual([]);
  });

  it("are refused where the bytes are cut off", () => {
    const bytes = packLines(tenLines(), at);
    expect(() => unpackLines(bytes.subarray(0, bytes.length - 1), at)).toThrow(RangeError);
  });
});

describe("the journal's items", () => {
  it("hold ten tasks with long and different names in one write unit", () => {
    const worker = "2026/11/21/[$LATEST]0123456789abcdef0123456789abcdef";
    const items = toJournalItems({ at, worker, lines: tenLines() }, { shard: 63, tag: "zzzzzzzz" });
    expect(items.map(writeUnits)).toEqual([1]);
    expect(items.map(itemBytes)[0]).toBeLessThan(1_000);
  });

  it("are in the partition of their minute, sorted by their time, and go after seven days", () => {
    const [item] = toJournalItems({ at, worker: "w", lines: tenLines() }, place);
    expect(item).toMatchObject({
      pk: { S: "journal#2026-11-21T12:11#3" },
      sk: { S: `${at}#abc` },
      expiresAt: { N: String(Math.ceil(at / 1_000) + 7 * 86_400) },
    });
  });

  it("split a long entry, in its order", () => {
    const lines = Array.from({ length: 100 }, () => tenLines()).flat();
    const items = toJournalItems({ at, worker: "w", lines }, place);
    expect(items).toHaveLength(5);
    const sorted = items.toSorted((a, b) => ((a.sk?.S ?? "") < (b.sk?.S ?? "") ? -1 : 1));
    expect(sorted).toEqual(items);
    expect(items.map(fromJournalItem).flatMap((entry) => entry.lines)).toEqual(lines);
  });

  it("are none where there is no line", () => {
    expect(toJournalItems({ at, worker: "w", lines: [] }, place)).toEqual([]);
  });
});
