import { describe, expect, it } from "vitest";
import { itemBytes, writeUnits } from "../../../src/aws/dynamodb/item-size.ts";
import { fromTaskItem, toTaskItem } from "../../../src/aws/dynamodb/task-item.ts";
import type { FailureRecord, SuccessRecord } from "../../../src/lifecycle/index.ts";

const uuid = "0199f0a2-6f3c-7d7e-8a51-1c9f3d2b4e60";
const success: SuccessRecord = {
  ...{ id: uuid, task: "billing.invoices.send-monthly", queue: "invoices" },
  ...{ parentId: uuid, rootId: uuid, groupId: uuid, attempt: 12, failures: 11, cuts: 1, base: 3 },
  ...{ startedAt: 1_795_263_090_123, finishedAt: 1_795_263_091_456, expiresAt: 1_795_349_491 },
  ...{ state: "SUCCESS", result: "8" },
};

describe("a task's item", () => {
  it("leaves six hundred bytes of the first write unit for the result, with all the ids of a chain", () => {
    const item = { ...toTaskItem({ ...success, result: "x".repeat(600) }), owner: { S: uuid } };
    expect(writeUnits(item)).toBe(1);
  });

  it("is flat, and found under the task's id", () => {
    expect(toTaskItem(success)).toMatchObject({
      pk: { S: `task#${uuid}` },
      sk: { S: "task" },
      state: { S: "SUCCESS" },
      attempt: { N: "12" },
      result: { S: "8" },
    });
  });

  it("does not show who has run a task that is over", () => {
    expect(fromTaskItem({ ...toTaskItem(success), owner: { S: "me" } })).toEqual(success);
  });

  it("is read even where an error was lost", () => {
    const { result: _, ...base } = success;
    const failure: FailureRecord = { ...base, state: "FAILURE", error: { name: "Error", message: "" } };
    const { error: __, ...item } = toTaskItem(failure);
    expect(fromTaskItem(item)).toEqual(failure);
  });
});

describe("the size of an item", () => {
  it.each([
    [{ pk: { S: "a" } }, 3],
    [{ é: { S: "日本" } }, 8],
    [{ n: { N: "0" } }, 2],
    [{ n: { N: "100" } }, 3],
    [{ n: { N: "1795263090123" } }, 9],
    [{ n: { N: "-12.5" } }, 5],
    [{ b: { B: new Uint8Array(7) } }, 8],
    [{ t: { BOOL: true }, n: { NULL: true as const } }, 4],
  ])("of %j is %i bytes", (item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });

  it("makes a write unit for each kilobyte begun", () => {
    const item = (bytes: number) => ({ s: { S: "x".repeat(bytes - 1) } });
    expect([1, 1_024, 1_025, 4_096, 4_097].map((bytes) => writeUnits(item(bytes)))).toEqual([1, 1, 2, 4, 5]);
  });

  it("is not guessed for a value that no item of ours has", () => {
    expect(() => itemBytes({ l: { L: [] } })).toThrow(TypeError);
  });
});
