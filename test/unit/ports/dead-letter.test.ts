import { describe, expect, it } from "vitest";
import { fittingAttributes, letterDeduplicationId } from "../../../src/ports/index.ts";

const letter = { queue: "mail", body: "{}", attributes: { why: "FAILED", at: "2026-01-01" } };

describe("the attributes of a dead letter", () => {
  it("are all sent where there is room", () => {
    expect(fittingAttributes(letter)).toEqual(letter.attributes);
  });

  it("leave out what the body has no room for, to the byte, and keep what still fits", () => {
    // Name, "String" and value: 3 + 6 + 6 and 2 + 6 + 10.
    const body = (room: number) => "é".repeat((1_048_576 - 100) / 2) + "x".repeat(100 - room);
    expect(fittingAttributes({ ...letter, body: body(33) })).toEqual(letter.attributes);
    expect(fittingAttributes({ ...letter, body: body(32) })).toEqual({ why: "FAILED" });
    expect(fittingAttributes({ ...letter, body: body(14) })).toEqual({});
    const long = { error: "x".repeat(50), why: "FAILED" };
    expect(fittingAttributes({ ...letter, body: body(20), attributes: long })).toEqual({ why: "FAILED" });
  });

  it("are ten at most, and none of them empty", () => {
    const attributes = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`a${n}`, n === 3 ? "" : "x"]));
    expect(Object.keys(fittingAttributes({ ...letter, attributes }))).toEqual(
      [0, 1, 2, 4, 5, 6, 7, 8, 9, 10].map((n) => `a${n}`),
    );
  });
});

describe("the deduplication id of a dead letter", () => {
  it("is the same for the same letter, in whatever order its attributes are", () => {
    const turned = { ...letter, attributes: { at: "2026-01-01", why: "FAILED" } };
    expect(letterDeduplicationId(turned)).toBe(letterDeduplicationId(letter));
    expect(letterDeduplicationId(letter)).toMatch(/^[0-9a-f]{64}$/);
  });

  it("is another for another body or another death", () => {
    const ids = [letter, { ...letter, body: "[]" }, { ...letter, attributes: { ...letter.attributes, n: "2" } }];
    expect(new Set(ids.map(letterDeduplicationId)).size).toBe(3);
  });
});
