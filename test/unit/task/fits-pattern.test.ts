import { describe, expect, it } from "vitest";
import { fitsPattern } from "../../../src/task/index.ts";

describe("a pattern of task names", () => {
  it.each([
    ["mail.send", "mail.send", true],
    ["mail.send", "mail.sent", false],
    ["mail.*", "mail.send", true],
    ["mail.*", "mail.", true],
    ["mail.*", "mailxsend", false],
    ["*.send", "mail.send", true],
    ["*", "", true],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["a*b*c", "a.c.b.c", true],
    ["a*b*c", "a.c.b", false],
    ["*ab*ab", "ab", false],
    ["a**b", "ab", true],
    ["mail.(send)+", "mail.sendsend", false],
  ])("%s fits %s: %s", (pattern, task, fits) => {
    expect(fitsPattern(pattern, task)).toBe(fits);
  });

  it("with many stars takes no longer for a name that nearly fits", () => {
    // As a regular expression this took longer than anyone waits: every way to share the letters out was tried.
    expect(fitsPattern(`${"*a".repeat(40)}*b`, "a".repeat(10_000))).toBe(false);
  });
});
