import { describe, expect, it } from "vitest";
import { writeUnits } from "../../../src/aws/dynamodb/item-size.ts";
import { toJournalItems } from "../../../src/aws/dynamodb/journal-items.ts";
import type { JournalEntry, TaskRecord } from "../../../src/lifecycle/index.ts";
import type { Claim } from "../../../src/ports/index.ts";
import { recordedAws, ServiceError } from "./recorded-aws.ts";

const now = Date.UTC(2026, 10, 21, 12, 11, 30, 123);
const id = "0199f0a2-6f3c-7d7e-8a51-1c9f3d2b4e60";
const claim: Claim = {
  ...{ id, task: "mail.send-welcome", queue: "mail", parentId: "p", rootId: "r", groupId: "g" },
  ...{ owner: "me", now, leaseUntil: now + 60_000, expiresAt: 1_800_000_000 },
};

const uuid = (n: number) => `0199f0a2-6f3c-7d7e-8a51-${String(n).padStart(12, "0")}`;

function record(index: number, fields: Partial<TaskRecord> = {}): TaskRecord {
  const family = { parentId: uuid(900), rootId: uuid(901), groupId: uuid(902) };
  const counters = { attempt: 1, failures: 0, cuts: 0, base: 0, startedAt: now, finishedAt: now + 41 };
  const base = { id: uuid(index), task: "billing.invoices.send-monthly-1", queue: "invoices", ...family };
  return {
    ...base,
    ...counters,
    expiresAt: 1_800_000_000,
    state: "SUCCESS",
    result: "x".repeat(600),
    ...fields,
  } as TaskRecord;
}

/** Ten lines of ten different tasks with long names, on three queues: nothing that packs well. */
function entry(lines: number): JournalEntry {
  const line = (index: number) => ({
    id: uuid(index),
    task: `billing.invoices.send-month-${String(index % 10).padStart(2, "0")}`,
    queue: ["default", "invoices-monthly", "orders.fifo"][index % 3] ?? "",
    state: "SUCCESS" as const,
    attempt: 1 + index,
    startedAt: now - 800_000 + index,
    runtime: 799_000,
  });
  const worker = "2026/11/21/[$LATEST]0123456789abcdef0123456789abcdef";
  return { at: now, worker, lines: Array.from({ length: lines }, (_, index) => line(index)) };
}

describe("calls to DynamoDB", () => {
  it("claims and settles a task in two calls", async () => {
    const { store, calls } = recordedAws();
    await store.claim(claim);
    const ending = { state: "SUCCESS", result: "8" } as const;
    await store.settle({ id, owner: "me", now, failures: 0, cuts: 0, expiresAt: 1_800_000_000, ending });
    expect(calls.map(({ operation }) => operation)).toEqual(["UpdateItem", "UpdateItem"]);
  });

  it("claims under named conditions, and counts the attempt in the same write", async () => {
    const { store, calls } = recordedAws();
    await store.claim(claim);
    expect(calls[0]?.input).toEqual({
      TableName: "shop-tasks",
      Key: { pk: { S: `task#${id}` }, sk: { S: "task" } },
      ConditionExpression:
        "attribute_not_exists(#pk) OR (#state = :ifRetry AND #retryAt <= :ifDue) OR (#state = :ifStarted AND #leaseUntil < :ifNow)",
      UpdateExpression:
        "SET #state = :state, #task = :task, #queue = :queue, #parentId = :parentId, #rootId = :rootId, #groupId = :groupId, #owner = :owner, #leaseUntil = :leaseUntil, #expiresAt = :expiresAt, #startedAt = if_not_exists(#startedAt, :startedAt), #failures = if_not_exists(#failures, :failures), #cuts = if_not_exists(#cuts, :cuts), #base = if_not_exists(#base, :base), #attempt = if_not_exists(#attempt, :zero) + :one REMOVE #progress, #retryAt, #error",
      ExpressionAttributeNames: Object.fromEntries(
        "state task queue parentId rootId groupId owner leaseUntil expiresAt startedAt failures cuts base attempt progress retryAt error pk"
          .split(" ")
          .map((name) => [`#${name}`, name]),
      ),
      ExpressionAttributeValues: {
        ":state": { S: "STARTED" },
        ":task": { S: "mail.send-welcome" },
        ":queue": { S: "mail" },
        ":parentId": { S: "p" },
        ":rootId": { S: "r" },
        ":groupId": { S: "g" },
        ":owner": { S: "me" },
        ":leaseUntil": { N: String(now + 60_000) },
        ":expiresAt": { N: "1800000000" },
        ":startedAt": { N: String(now) },
        ":failures": { N: "0" },
        ":cuts": { N: "0" },
        ":base": { N: "0" },
        ":zero": { N: "0" },
        ":one": { N: "1" },
        ":ifRetry": { S: "RETRY" },
        ":ifDue": { N: String(now + 1_000) },
        ":ifStarted": { S: "STARTED" },
        ":ifNow": { N: String(now) },
      },
      ReturnValues: "ALL_OLD",
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    });
  });

  it("needs no second call to learn what has refused a claim", async () => {
    const Item = {
      pk: { S: `task#${id}` },
      state: { S: "STARTED" },
      owner: { S: "other" },
      leaseUntil: { N: String(now + 5) },
    };
    const { store, calls } = recordedAws(() => {
      throw new ServiceError("ConditionalCheckFailedException", "no", { more: { Item } });
    });
    expect(await store.claim(claim)).toEqual({ kind: "leased", until: now + 5 });
    expect(calls).toHaveLength(1);
  });

  it("claims again, a bounded number of times, when the record changes between the refusal and the look", async () => {
    const due = { pk: { S: `task#${id}` }, state: { S: "RETRY" }, retryAt: { N: String(now) } };
    const { store, calls } = recordedAws(({ operation }) => {
      if (operation === "UpdateItem") throw new ServiceError("ConditionalCheckFailedException");
      return calls.length < 4 ? {} : { Item: due };
    });
    expect(await store.claim(claim)).toEqual({ kind: "leased", until: now + 1_000 });
    expect(calls.map(({ operation }) => operation)).toEqual(Array(3).fill(["UpdateItem", "GetItem"]).flat());
  });

  it("revokes in one call a task that is not running, and in two one that runs", async () => {
    const running = {
      pk: { S: `task#${id}` },
      state: { S: "STARTED" },
      owner: { S: "o" },
      leaseUntil: { N: String(now + 5) },
    };
    const waiting = recordedAws();
    const revoking = { id, reason: "wrong month", terminate: true, now, expiresAt: 1_800_000_000 };
    expect(await waiting.store.revoke(revoking)).toEqual({ kind: "revoked" });
    expect(waiting.calls).toMatchObject([
      {
        operation: "UpdateItem",
        input: {
          ConditionExpression:
            "attribute_not_exists(#pk) OR #state = :ifRetry OR (#state = :ifStarted AND #leaseUntil < :ifNow)",
          UpdateExpression:
            "SET #state = :state, #reason = :reason, #finishedAt = :finishedAt, #expiresAt = :expiresAt, #startedAt = if_not_exists(#startedAt, :startedAt), #attempt = if_not_exists(#attempt, :attempt), #failures = if_not_exists(#failures, :failures), #cuts = if_not_exists(#cuts, :cuts), #base = if_not_exists(#base, :base) REMOVE #owner, #leaseUntil, #progress, #retryAt, #error, #revokeReason, #terminate",
        },
      },
    ]);
    const { store, calls } = recordedAws(({ input }) => {
      if (input.ConditionExpression === "#state = :ifStarted") return { Attributes: running };
      throw new ServiceError("ConditionalCheckFailedException", "no", { more: { Item: running } });
    });
    expect(await store.revoke(revoking)).toMatchObject({ kind: "marked", record: { owner: "o" } });
    expect(calls).toHaveLength(2);
    expect(calls[1]?.input.UpdateExpression).toBe("SET #revokeReason = :revokeReason, #terminate = :terminate");
  });

  it("gives up on revoking, with an error, when the record changes each time that it is tried", async () => {
    const due = { pk: { S: `task#${id}` }, state: { S: "RETRY" }, retryAt: { N: String(now) } };
    const { store, calls } = recordedAws(() => {
      throw new ServiceError("ConditionalCheckFailedException", "no", { more: { Item: due } });
    });
    const revoking = { id, reason: "x", terminate: false, now, expiresAt: 1_800_000_000 };
    await expect(store.revoke(revoking)).rejects.toMatchObject({ code: "AWS_REFUSED" });
    expect(calls).toHaveLength(10);
  });

  it("settles under the conditions that a revocation sets, each ending under its own", async () => {
    const held = "#state = :ifStarted AND #owner = :ifOwner";
    const { store, calls } = recordedAws();
    const settlement = { id, owner: "me", now, failures: 0, cuts: 0, expiresAt: 1_800_000_000 };
    await store.settle({ ...settlement, ending: { state: "SUCCESS", result: "8" } });
    await store.settle({ ...settlement, ending: { state: "RETRY", retryAt: now } });
    await store.settle({ ...settlement, ending: { state: "REVOKED", reason: "x" } });
    expect(calls.map(({ input }) => input.ConditionExpression)).toEqual([
      `${held} AND attribute_not_exists(#terminate)`,
      `${held} AND attribute_not_exists(#revokeReason)`,
      held,
    ]);
  });

  it("writes ten records and the journal of ten tasks in one call and eleven write units", async () => {
    const { store, calls } = recordedAws();
    const records = Array.from({ length: 10 }, (_, index) => record(index));
    await store.write(records, entry(10));
    expect(calls.map(({ operation }) => operation)).toEqual(["BatchWriteItem"]);
    const puts = calls[0]?.input.RequestItems["shop-tasks"].map(
      ({ PutRequest }: { PutRequest: { Item: Record<string, { B?: string }> } }) => PutRequest.Item,
    );
    expect(puts).toHaveLength(11);
    // On the wire bytes are base64; DynamoDB counts the bytes.
    const items = puts.map((item: Record<string, { B?: string }>) =>
      item.lines?.B === undefined ? item : { ...item, lines: { B: Buffer.from(item.lines.B, "base64") } },
    );
    expect(items.map(writeUnits)).toEqual(Array(11).fill(1));
  });

  it("writes a hundred records in four calls", async () => {
    const { store, calls } = recordedAws();
    await store.write(Array.from({ length: 100 }, (_, index) => record(index)));
    expect(calls.map(({ input }) => input.RequestItems["shop-tasks"].length)).toEqual([25, 25, 25, 25]);
  });

  it("reads a hundred records in one call, as they were last written", async () => {
    const { store, calls } = recordedAws();
    await store.readMany(Array.from({ length: 100 }, (_, index) => uuid(index)));
    expect(calls).toHaveLength(1);
    expect(calls[0]?.input.RequestItems["shop-tasks"]).toMatchObject({ ConsistentRead: true });
  });

  it("asks for one minute of the journal in one call a shard", async () => {
    const { store, calls, clock } = recordedAws(undefined, { app: { journalShards: 2 } });
    const from = Math.floor(clock.now() / 60_000) * 60_000 - 60_000;
    const entries: JournalEntry[] = [];
    for await (const found of store.journal({ from: from + 5_000, to: from + 9_000 })) entries.push(found);
    expect(entries).toEqual([]);
    const minute = new Date(from).toISOString().slice(0, 16);
    expect(calls.map(({ input }) => input.ExpressionAttributeValues)).toEqual(
      [0, 1].map((shard) => ({
        ":pk": { S: `journal#${minute}#${shard}` },
        ":from": { S: String(from + 5_000) },
        ":to": { S: String(from + 9_000) },
      })),
    );
  });

  it("asks for a crowded minute page by page, as far as it is read, and gives its shards in one order of time", async () => {
    const start = Date.UTC(2026, 0, 1) - 60_000;
    const line = { id, task: "add", queue: "default", state: "SUCCESS", attempt: 1, runtime: 1 } as const;
    // On the wire bytes are base64.
    const wire = (_: string, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString("base64") : value;
    const itemsAt = (at: number) => {
      const entry = { at, worker: "w", lines: [{ ...line, startedAt: at }] };
      return toJournalItems(entry, { shard: 0, tag: "t" }).map(
        (item) => JSON.parse(JSON.stringify(item, wire)) as object,
      );
    };
    const { store, calls } = recordedAws(
      ({ input: { ExpressionAttributeValues: values, ExclusiveStartKey: after } }) => {
        const odd = values[":pk"].S.endsWith("#1");
        const page = after ? Number(after.page.N) : 0;
        const times = [0, 1].map((place) => start + 50_000 - (page * 2 + place) * 100 - (odd ? 50 : 0));
        return {
          Items: times.flatMap(itemsAt),
          LastEvaluatedKey: { page: { N: String(page + 1) } },
        };
      },
      { app: { journalShards: 2 } },
    );
    const seen: number[] = [];
    for await (const { at } of store.journal({ from: start, to: start + 60_000, newestFirst: true })) {
      seen.push(start + 50_000 - at);
      if (seen.length === 6) break;
    }
    expect(seen).toEqual([0, 50, 100, 150, 200, 250]);
    expect(calls).toHaveLength(4);
  });

  it("tells which table is not there, and which variable names it", async () => {
    const { store } = recordedAws(() => {
      throw new ServiceError("ResourceNotFoundException", "Requested resource not found");
    });
    await expect(store.read(id)).rejects.toMatchObject({
      code: "TABLE_NOT_FOUND",
      detail: { table: "shop-tasks", variable: "LOVAGE_SHOP_TABLE" },
    });
  });

  it("refuses a record that something else has written", async () => {
    const { store } = recordedAws(() => ({
      Item: { pk: { S: `task#${id}` }, sk: { S: "task" }, state: { S: "DONE" } },
    }));
    await expect(store.read(id)).rejects.toMatchObject({ code: "AWS_REFUSED" });
  });
});
