import { describe, expect, it } from "vitest";
import { recordError } from "../../src/errors/index.ts";
import { deadLetter } from "../../src/execution/bury.ts";

describe("what a dead letter says of its error", () => {
  // The half of a character at the end is no text, which SQS refuses: the letter never came to its queue.
  it("is cut between characters", () => {
    const delivery = { messageId: "m", queue: "default", receipt: "r", body: "{}", receiveCount: 1, sentAt: 0 };
    for (let before = 490; before < 500; before++) {
      const error = { name: "Error", message: `${"x".repeat(before)}\u{1F33F}\u{1F33F}` };
      const about = { reason: "FAILED", error, id: "a", task: "work", attempt: 1, now: 0 } as const;
      const { attributes } = deadLetter({ ...delivery, attributes: {} }, about);
      expect(attributes["lovage.error"]?.isWellFormed()).toBe(true);
    }
  });
});

describe("the record of a long error", () => {
  it("is cut between characters", () => {
    for (const before of ["", "x"]) {
      const { message } = recordError(new Error(before + "\u{1F33F}".repeat(100_000)));
      expect(message).toMatch(/…$/);
      expect(message.isWellFormed()).toBe(true);
    }
  });
});
