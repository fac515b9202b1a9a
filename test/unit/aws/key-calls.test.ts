import { describe, expect, it } from "vitest";
import { writeUnits } from "../../../src/aws/dynamodb/item-size.ts";
import { holderOf, keyKey } from "../../../src/aws/dynamodb/key-item.ts";
import { recordedAws, ServiceError } from "./recorded-aws.ts";

const now = Date.UTC(2026, 10, 21, 12, 11, 30, 123);
const id = "0199f0a2-6f3c-7d7e-8a51-1c9f3d2b4e60";
const other = "0199f0a2-6f3c-7d7e-8a51-1c9f3d2b4e61";
const key = '["idempotencyKey","shop","mail.send","ada"]';
const held = { holder: { S: other }, until: { N: String(now + 60_000) }, sent: { S: "true" } };

/** A condition that does not hold, with the item that refused it. */
function refusal(item: object): ServiceError {
  return new ServiceError("ConditionalCheckFailedException", "refused", { more: { Item: item } });
}

describe("the calls for keys", () => {
  it("reserve a key in one, under a named condition, and forget all of the task before", async () => {
    const { store, calls } = recordedAws();
    expect(await store.reserve({ key, id, now, until: now + 60_000 })).toEqual({
      id,
      until: now + 60_000,
      sent: false,
    });
    expect(calls).toEqual([
      {
        operation: "UpdateItem",
        input: {
          TableName: "shop-tasks",
          Key: { pk: { S: `key#${key}` }, sk: { S: "key" } },
          ConditionExpression: "attribute_not_exists(#pk) OR #until <= :ifNow",
          UpdateExpression: "SET #holder = :holder, #until = :until, #expiresAt = :expiresAt REMOVE #sent, #eta",
          ExpressionAttributeNames: {
            ...{ "#pk": "pk", "#holder": "holder", "#until": "until", "#expiresAt": "expiresAt" },
            ...{ "#sent": "sent", "#eta": "eta" },
          },
          ExpressionAttributeValues: {
            ":holder": { S: id },
            ":until": { N: String(now + 60_000) },
            // An hour longer, for senders whose clock is behind.
            ":expiresAt": { N: String(Math.ceil((now + 60_000) / 1_000) + 3_600) },
            ":ifNow": { N: String(now) },
          },
          ReturnValues: "NONE",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
    ]);
  });

  it("tell in the same one who holds it", async () => {
    const { store, calls } = recordedAws(() => {
      throw refusal(held);
    });
    const holder = await store.reserve({ key, id, now, until: now + 60_000 });
    expect(holder).toEqual({ id: other, until: now + 60_000, sent: true });
    expect(calls).toHaveLength(1);
  });

  it("note a message in one, whether the key is of that task or not", async () => {
    const { store, calls } = recordedAws(() => {
      throw refusal(held);
    });
    await store.confirm(key, id);
    expect(calls.map(({ input }) => input.ConditionExpression)).toEqual(["#holder = :ifHolder"]);
  });

  it("supersede in one within a group, and in two where a group begins", async () => {
    const supersession = { key, id, now, quietAt: now + 10_000, latestAt: now + 60_000 };
    const latestAt = { N: String(now + 7_000) };
    const within = recordedAws(() => ({ Attributes: { holder: { S: other }, latestAt } }));
    expect(await within.store.supersede(supersession)).toEqual({ before: other, due: now + 7_000 });
    expect(within.calls).toHaveLength(1);
    const first = recordedAws(({ input }) => {
      if (String(input.ConditionExpression).includes("quietAt >")) throw refusal({ quietAt: { N: "1" } });
      return {};
    });
    expect(await first.store.supersede(supersession)).toEqual({ before: undefined, due: now + 10_000 });
    expect(first.calls.map(({ operation }) => operation)).toEqual(["UpdateItem", "UpdateItem"]);
  });

  it("never name a task as the one that it supersedes itself, however often its answer is lost", async () => {
    const supersession = { key, id, now, quietAt: now + 10_000, latestAt: now + 60_000 };
    const again = recordedAws(() => ({ Attributes: { holder: { S: id }, before: { S: other } } }));
    expect(await again.store.supersede(supersession)).toMatchObject({ before: other });
    const often = recordedAws(() => ({ Attributes: { holder: { S: id }, before: { S: id } } }));
    expect(await often.store.supersede(supersession)).toMatchObject({ before: undefined });
  });

  it("write items of one unit, with the longest names and keys", () => {
    const longest = JSON.stringify(["idempotencyKey", "a".repeat(40), "t".repeat(200), "k".repeat(256)]);
    const times = { quietAt: { N: String(now) }, latestAt: { N: "9007199254740991" }, expiresAt: { N: "1800000000" } };
    const item = { ...keyKey(longest), holder: { S: id }, before: { S: other }, ...times };
    expect(writeUnits(item)).toBe(1);
    expect(writeUnits({ ...keyKey(longest), ...held, eta: { N: String(now) } })).toBe(1);
    expect(holderOf(held)).toEqual({ id: other, until: now + 60_000, sent: true });
  });
});
