import { describe, expect, it } from "vitest";
import { Decimal, redact } from "../../../src/message/index.ts";

describe("what is sensitive of a value", () => {
  it("is all of it where that is said", () => {
    expect(redact({ card: 1 }, true)).toBe("[redacted]");
  });

  it("is a field of a name at any depth, also within lists", () => {
    const value = { card: "4242", order: { card: 1, lines: [{ card: 2, of: 3 }] } };
    expect(redact(value, ["card"])).toEqual({
      card: "[redacted]",
      order: { card: "[redacted]", lines: [{ card: "[redacted]", of: 3 }] },
    });
  });

  it("is a field within another one, wherever that is", () => {
    const value = [{ customer: { email: "a", name: "b" }, email: "c" }, { of: { customer: { email: ["d"] } } }];
    expect(redact(value, ["customer.email"])).toEqual([
      { customer: { email: "[redacted]", name: "b" }, email: "c" },
      { of: { customer: { email: "[redacted]" } } },
    ]);
  });

  it("is an argument by its place, and a field of one", () => {
    expect(redact(["a", { "0": "x" }, ["b"]], ["0"])).toEqual(["[redacted]", { "0": "[redacted]" }, ["b"]]);
    expect(redact([{ name: "a" }, { name: "b" }], ["1.name"])).toEqual([{ name: "a" }, { name: "[redacted]" }]);
  });

  it("changes nothing else: neither the value itself, nor what is no plain object", () => {
    const value = { at: new Date(0), amount: new Decimal("1.10"), none: null, card: 1 };
    const shown = redact(value, ["card", "amount.value"]);
    expect(shown).toEqual({ ...value, card: "[redacted]" });
    expect(value.card).toBe(1);
  });
});
