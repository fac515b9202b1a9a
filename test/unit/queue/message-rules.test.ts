import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messageBytes } from "../../../src/queue/index.ts";
import { frozenEngine, refused } from "./frozen-engine.ts";

const text = (stringValue: string) => ({ dataType: "String", stringValue });

describe("a message", () => {
  const queue = frozenEngine().engine.create("jobs");
  const attribute = (name: string, value: object) =>
    refused(() => queue.send({ body: "a", attributes: { [name]: value as never } })).problem;

  it("is refused when it is empty", () => {
    expect(refused(() => queue.send({ body: "" })).fault).toBe("MissingParameter");
  });

  it("may hold every character that XML can, and no other", () => {
    for (const body of ["\t\n\r ~", "é", "\uD7FF", "\uE000", "\uFFFD", "\u{10000}", "\u{10FFFF}", "🌿"])
      queue.send({ body });
    for (const body of ["\u0000", "\u0008", "\u000B", "\u001F", "\uFFFE", "\uFFFF", "\uD800", "a\uDC00b"]) {
      expect(refused(() => queue.send({ body })).fault).toBe("InvalidMessageContents");
    }
  });

  it("is taken when each of its characters is allowed by the documented ranges", () => {
    const allowed = (point: number) =>
      [0x9, 0xa, 0xd].includes(point) ||
      (point >= 0x20 && point <= 0xd7ff) ||
      (point >= 0xe000 && point <= 0xfffd) ||
      (point >= 0x10000 && point <= 0x10ffff);
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (body) => {
        const fine = [...body].every((character) => allowed(character.codePointAt(0) ?? 0));
        if (fine) expect(queue.send({ body }).id).toBeTruthy();
        else expect(refused(() => queue.send({ body })).fault).toBe("InvalidMessageContents");
      }),
    );
  });

  it("has a megabyte for its body and its attributes together, counted in bytes", () => {
    queue.send({ body: "x".repeat(1_048_576) });
    queue.send({ body: "é".repeat(524_288) });
    const attributes = { name: text("value"), raw: { dataType: "Binary", binaryValue: btoa("1234") } };
    expect(messageBytes({ body: "é", attributes })).toBe(2 + 4 + 6 + 5 + 3 + 6 + 4);
    expect(refused(() => queue.send({ body: "x".repeat(1_048_577) }))).toEqual({
      fault: "InvalidParameterValue",
      problem: "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
    });
    expect(refused(() => queue.send({ body: "x".repeat(1_048_576 - 27), attributes })).problem).toContain("shorter");
    queue.send({ body: "x".repeat(1_048_576 - 28), attributes });
    queue.send({ body: "x".repeat(1_048_576), traceHeader: "does not count" });
  });

  it("is held to the queue's own maximum", () => {
    const small = frozenEngine().engine.create("small", { maximumMessageSize: 1024 });
    small.send({ body: "x".repeat(1024) });
    expect(refused(() => small.send({ body: "x".repeat(1025) })).problem).toContain("1024 bytes");
  });

  it("may be delayed by 15 minutes at most", () => {
    for (const delay of [-1, 900_001, Number.NaN]) {
      expect(refused(() => queue.send({ body: "a", delay })).problem).toContain("DelaySeconds must be >= 0 and <= 900");
    }
  });

  it("has ten attributes at most, each with a value of its type", () => {
    const ten = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`a${n}`, text("x")]));
    queue.send({ body: "a", attributes: ten });
    expect(refused(() => queue.send({ body: "a", attributes: { ...ten, more: text("x") } })).problem).toContain("[11]");
    expect(attribute("a", { dataType: "Date", stringValue: "x" })).toContain("supported type prefixes");
    expect(attribute("a", { dataType: "String", stringValue: "" })).toContain("non-empty");
    expect(attribute("a", { dataType: "String", binaryValue: "eA==" })).toContain("non-empty");
    expect(attribute("a", { dataType: "Number", stringValue: "ten" })).toContain("number");
    expect(attribute("a", { dataType: "String", stringValue: "\u0001" })).toContain("not allowed");
    queue.send({ body: "a", attributes: { a: { dataType: "Number.int", stringValue: "-1e3" } } });
  });

  it("has attributes whose names are not AWS's and have no stray periods", () => {
    for (const name of ["AWS.x", "amazon.x", ".x", "x.", "x..y", "x y", "", "x".repeat(257)]) {
      expect(attribute(name, text("v"))).toContain("name");
    }
    queue.send({ body: "a", attributes: { "a-b_c.1": text("v") } });
  });

  it("has ids of up to 128 printable characters, and no deduplication id outside FIFO queues", () => {
    queue.send({ body: "a", groupId: "tenant!~" });
    for (const groupId of ["", "a b", "é", "x".repeat(129)]) {
      expect(refused(() => queue.send({ body: "a", groupId })).problem).toContain("1 to 128 in length");
    }
    expect(refused(() => queue.send({ body: "a", deduplicationId: "d" })).problem).toContain(
      "not valid for this queue type",
    );
  });
});

describe("a batch", () => {
  it("takes what it can, and says for each of the others why not", () => {
    const queue = frozenEngine().engine.create("jobs");
    const outcomes = queue.sendBatch([{ body: "a" }, { body: "\u0000" }, { body: "b" }]);
    expect(outcomes).toMatchObject([{ id: "id-1" }, { detail: { fault: "InvalidMessageContents" } }, { id: "id-2" }]);
    expect(queue.counts.visible).toBe(2);
  });

  it("over a megabyte in all is refused as a whole", () => {
    const queue = frozenEngine().engine.create("jobs");
    const body = "x".repeat(524_289);
    expect(refused(() => queue.sendBatch([{ body }, { body }]))).toEqual({
      fault: "BatchRequestTooLong",
      problem: "Batch requests cannot be longer than 1048576 bytes. You have sent 1048578 bytes.",
    });
    expect(queue.counts.visible).toBe(0);
  });
});
