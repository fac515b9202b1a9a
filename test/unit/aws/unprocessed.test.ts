import { describe, expect, it } from "vitest";
import type { JournalEntry, TaskRecord } from "../../../src/lifecycle/index.ts";
import { type RecordedCall, recordedAws, ServiceError } from "./recorded-aws.ts";

const table = "shop-tasks";
const counters = { attempt: 1, failures: 0, cuts: 0, base: 0, startedAt: 0, finishedAt: 1, expiresAt: 1_800_000_000 };

function records(count: number): TaskRecord[] {
  const record = (index: number) => ({ id: `id-${index}`, task: "add", queue: "default", ...counters });
  return Array.from({ length: count }, (_, index) => ({ ...record(index), state: "IGNORED" as const }));
}

const journal: JournalEntry = {
  at: 1_000,
  worker: "w",
  lines: [{ id: "id-0", task: "add", queue: "default", state: "SUCCESS", attempt: 1, startedAt: 0, runtime: 1 }],
};

const puts = ({ input }: RecordedCall) => input.RequestItems[table];
const unprocessed = (requests: unknown[]) => (requests.length > 0 ? { UnprocessedItems: { [table]: requests } } : {});

describe("what DynamoDB leaves of a batch", () => {
  it("is written again, after a pause, until nothing is left", async () => {
    const { store, calls } = recordedAws((call) => unprocessed(puts(call).slice(4)));
    const writing = store.write(records(10));
    expect(await writing).toEqual([]);
    expect(calls.map((call) => puts(call).length)).toEqual([10, 6, 2]);
  });

  it("is named when it is given up, after six calls in a row that took nothing, and the journal's is only logged", async () => {
    const warnings: string[] = [];
    const warn = (_: object, message: string) => warnings.push(message);
    const logger = { debug() {}, info() {}, warn, error() {}, child: () => logger };
    const { store, calls } = recordedAws(
      (call) => unprocessed(puts(call).filter((_: unknown, index: number) => index !== 1 || puts(call).length < 4)),
      { logger },
    );
    const writing = store.write(records(3), journal);
    expect((await writing).toSorted()).toEqual(["id-0", "id-2"]);
    expect(calls).toHaveLength(7);
    expect(warnings).toEqual(["a part of the journal could not be written"]);
  });

  it("does not take along what other calls have written, when one of them fails altogether", async () => {
    const { store } = recordedAws((call) => {
      if (puts(call).length < 25) throw new ServiceError("ValidationException", "no");
      return {};
    });
    expect(await store.write(records(30))).toEqual(["id-25", "id-26", "id-27", "id-28", "id-29"]);
    await expect(store.write(records(3))).rejects.toMatchObject({ code: "AWS_REFUSED" });
  });

  it("is read again, and an error when it stays unread", async () => {
    const answer = ({ input }: RecordedCall) => {
      const { Keys } = input.RequestItems[table];
      const found = Keys.slice(0, 2).map((key: object) => ({ ...key, state: { S: "IGNORED" } }));
      const rest = Keys.slice(2);
      return {
        Responses: { [table]: found },
        ...(rest.length > 0 && { UnprocessedKeys: { [table]: { Keys: rest } } }),
      };
    };
    const some = recordedAws(answer);
    const reading = some.store.readMany(["a", "b", "c", "d", "e"]);
    expect([...(await reading).keys()]).toEqual(["a", "b", "c", "d", "e"]);

    const none = recordedAws(({ input }) => ({ UnprocessedKeys: input.RequestItems }));
    const failing = none.store.readMany(["a", "b"]);
    await expect(failing).rejects.toMatchObject({ code: "AWS_REFUSED", detail: { operation: "BatchGetItem" } });
  });

  it("is waited for longer and longer", async () => {
    const { store, calls, pauses } = recordedAws((call) => unprocessed(puts(call)), { random: () => 0.5 });
    expect(await store.write(records(1))).toEqual(["id-0"]);
    expect(calls).toHaveLength(6);
    expect(pauses).toEqual([50, 100, 200, 400, 800]);
  });
});
