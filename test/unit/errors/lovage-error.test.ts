import { describe, expect, it } from "vitest";
import { catalogue, didYouMean, LovageError, recordError, reviveError, show } from "../../../src/errors/index.ts";

describe("LovageError", () => {
  it("says what was got, what is allowed and the fix, and ends with its code", () => {
    const error = new LovageError("INVALID_DURATION", { got: "5 minutes", what: "countdown" });
    expect(error.message).toBe(
      'countdown is "5 minutes", which is no duration. Write milliseconds as a number, or "500ms", "30s", "5m", "2h", "1d". [INVALID_DURATION]',
    );
    expect(error.detail).toEqual({ got: "5 minutes", what: "countdown" });
  });

  it("is known by its code, also when it comes from another copy of the package", () => {
    const ours = new LovageError("NO_APP", { task: "add" });
    const foreign = Object.assign(new Error("x"), { code: "NO_APP", detail: { task: "add" } });
    expect(LovageError.is(ours)).toBe(true);
    expect(LovageError.is(ours, "NO_APP")).toBe(true);
    expect(LovageError.is(ours, "UNKNOWN_TASK")).toBe(false);
    expect(LovageError.is(foreign, "NO_APP")).toBe(true);
    expect(LovageError.is(Object.assign(new Error("x"), { code: "ENOENT" }))).toBe(false);
  });

  it("keeps the error underneath as its cause", () => {
    const cause = new Error("socket hang up");
    expect(
      new LovageError("AWS_REFUSED", { service: "SQS", operation: "SendMessage", problem: "x" }, { cause }).cause,
    ).toBe(cause);
  });

  it("has upper-case codes only", () => {
    expect(Object.keys(catalogue).filter((code) => !/^[A-Z]+(_[A-Z]+)*$/.test(code))).toEqual([]);
  });
});

describe("show", () => {
  it.each([
    ["a", '"a"'],
    ["x".repeat(200), `"${"x".repeat(117)}…"`],
    [12n, "12n"],
    [{}, "an empty object"],
    [undefined, "undefined"],
    [[1, 2], "an array of 2"],
    [{ a: 1, b: 2 }, "an object (a, b)"],
    [new Map(), "a Map"],
    [function later() {}, "a function (later)"],
  ])("tells a value as a person would (%#)", (value, text) => {
    expect(show(value)).toBe(text);
  });
});

describe("didYouMean", () => {
  it("finds the nearest word, and none when nothing is near", () => {
    expect(didYouMean("retires", ["retry", "queue", "retries"])).toBe("retries");
    expect(didYouMean("Countdwon", ["countdown", "eta"])).toBe("countdown");
    expect(didYouMean("que", ["countdown", "queue"])).toBe("queue");
    expect(didYouMean("zzz", ["countdown", "eta"])).toBeUndefined();
  });
});

describe("an error on record", () => {
  it("comes back with name, message, code, remote stack and causes", () => {
    const cause = Object.assign(new TypeError("inner"), { code: "E_INNER" });
    const revived = reviveError(recordError(new RangeError("outer", { cause })));
    expect(revived).toMatchObject({
      name: "RangeError",
      message: "outer",
      cause: { name: "TypeError", message: "inner", code: "E_INNER" },
    });
    expect(revived.stack).toContain("lovage-error.test.ts");
  });

  it.each([
    [undefined],
    [null],
    ["text"],
    [
      {
        toString: () => {
          throw new Error("no");
        },
      },
    ],
  ])("takes down what is no error (%#)", (thrown) => {
    expect(recordError(thrown)).toMatchObject({ name: "Error", message: expect.any(String) });
  });

  it("cuts long texts and deep causes, so that a record stays small", () => {
    let error: Error = new Error("bottom");
    for (let depth = 0; depth < 10; depth++) error = new Error("m".repeat(5_000), { cause: error });
    const recorded = recordError(error);
    let depth = 0;
    for (let at = recorded.cause; at; at = at.cause) depth++;
    expect(depth).toBe(3);
    expect(recorded.message.length).toBe(2_000);
    expect(recorded.stack?.length).toBeLessThanOrEqual(4_000);
  });
});
