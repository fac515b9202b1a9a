import { expect, it } from "vitest";
import { MAX_MESSAGE_BYTES, messageBytes } from "../../../src/message/index.ts";

it("counts the bytes of UTF-8, as SQS does", () => {
  expect(messageBytes("aé☃😀")).toBe(1 + 2 + 3 + 4);
  expect(MAX_MESSAGE_BYTES).toBe(1024 * 1024);
});
