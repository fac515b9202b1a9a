import { describe, expect, it } from "vitest";
import { planBatchAnswer } from "../../../../src/dev/event-source-mapping/plan-batch-answer.ts";

const batch = ["a", "b", "c"];
const failures = (...items: readonly unknown[]) => JSON.stringify({ batchItemFailures: items });

/* The lists of services-sqs-errorhandling (Lambda developer guide), "Success and failure conditions". */

describe("the whole batch is deleted", () => {
  it.each([
    ["nothing", ""],
    ["null", "null"],
    ["an empty object", "{}"],
    ["an empty string", '""'],
    ["an empty list", "[]"],
    ["an object without batchItemFailures", '{"statusCode":200}'],
    ["an empty batchItemFailures", '{"batchItemFailures":[]}'],
    ["a null batchItemFailures", '{"batchItemFailures":null}'],
  ])("by %s", (_, payload) => {
    expect(planBatchAnswer(batch, payload)).toEqual({ returned: new Set() });
  });
});

describe("the whole batch is returned", () => {
  it.each([
    ["what is no JSON", "{batchItemFailures"],
    ["an id that is not in the batch", failures({ itemIdentifier: "a" }, { itemIdentifier: "z" })],
    ["an empty id", failures({ itemIdentifier: "" })],
    ["a null id", failures({ itemIdentifier: null })],
    ["an id that is no string", failures({ itemIdentifier: 1 })],
    ["an id under another key", failures({ messageId: "a" })],
    ["an entry that is a bare id", failures("a")],
    ["an entry that is null", failures(null)],
    ["batchItemFailures that is no list", '{"batchItemFailures":{"itemIdentifier":"a"}}'],
    ["a text", '"done"'],
    ["a number", "3"],
    ["true", "true"],
    ["a list", '["a"]'],
  ])("by %s", (_, payload) => {
    const plan = planBatchAnswer(batch, payload);
    expect(plan.returned).toEqual(new Set(batch));
    expect(plan.problem).toMatch(/^(the answer is|batchItemFailures is|.* in batchItemFailures names) no/u);
  });
});

describe("some of the batch is returned", () => {
  it("by their ids, each counted once", () => {
    const plan = planBatchAnswer(
      batch,
      failures({ itemIdentifier: "c" }, { itemIdentifier: "a" }, { itemIdentifier: "c" }),
    );
    expect(plan).toEqual({ returned: new Set(["a", "c"]) });
  });

  it("whatever else their entries and the answer hold", () => {
    const payload = JSON.stringify({ batchItemFailures: [{ itemIdentifier: "b", reason: "later" }], note: 1 });
    expect(planBatchAnswer(batch, payload)).toEqual({ returned: new Set(["b"]) });
  });
});
