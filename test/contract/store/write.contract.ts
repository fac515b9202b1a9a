import { v7 } from "uuid";
import { expect, it } from "vitest";
import { LARGEST_PAYLOAD, type SuccessRecord } from "../../../src/lifecycle/index.ts";
import { aClaim, aSettlement, expiry } from "../records.ts";
import type { World } from "../world.ts";

function success(world: World, fields: Partial<SuccessRecord> = {}): SuccessRecord {
  const now = world.clock.now();
  const counters = { attempt: 1, failures: 0, cuts: 0, base: 0, startedAt: now };
  const base = { id: v7(), task: "add", queue: "default", ...counters, expiresAt: expiry(now) };
  return { ...base, state: "SUCCESS", finishedAt: now + 3, result: "8", ...fields };
}

export function writeContract(world: () => World): void {
  it("writes a hundred records, and reads them back as they are, in any text", async () => {
    const { store } = world();
    const records = Array.from({ length: 100 }, (_, index) =>
      success(world(), { result: JSON.stringify(`日本 🌿 \u0000 ${index}`), groupId: `gruppe-${index % 3}-ø` }),
    );
    expect(await store.write(records)).toEqual([]);
    const found = await store.readMany(records.map(({ id }) => id));
    expect(found.size).toBe(100);
    for (const record of records) expect(found.get(record.id)).toEqual(record);
  });

  it("writes a record of every state", async () => {
    const { store } = world();
    const { state: _, finishedAt, result: __, ...base } = success(world());
    const error = { name: "Error", message: "no line", cause: { name: "Error", message: "deeper" } };
    const records = [
      { ...base, id: v7(), state: "RETRY", retryAt: base.startedAt + 1_000, error } as const,
      { ...base, id: v7(), state: "RETRY", retryAt: base.startedAt } as const,
      { ...base, id: v7(), state: "FAILURE", finishedAt, error } as const,
      { ...base, id: v7(), state: "REVOKED", finishedAt, reason: "expired" } as const,
      { ...base, id: v7(), state: "IGNORED", finishedAt } as const,
      {
        ...base,
        id: v7(),
        state: "STARTED",
        owner: "me",
        leaseUntil: finishedAt,
        progress: { state: "A", meta: "1" },
      } as const,
    ];
    expect(await store.write(records)).toEqual([]);
    for (const record of records) expect(await store.read(record.id)).toEqual(record);
  });

  it("replaces what was there, without asking", async () => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    await store.progress(claim.id, claim.owner, { state: "HALF", meta: "0.5" });
    const record = success(world(), { id: claim.id });
    await store.write([record]);
    expect(await store.read(claim.id)).toEqual(record);
    expect(await store.settle(aSettlement(claim))).toBe(false);
  });

  it("writes the last of several records of one task", async () => {
    const { store } = world();
    const record = success(world());
    expect(await store.write([record, success(world()), { ...record, result: "9" }])).toEqual([]);
    expect(await store.read(record.id)).toMatchObject({ result: "9" });
  });

  it("writes what fits of a batch, and names what is too large", async () => {
    const { store } = world();
    const tooLarge = success(world(), { result: "x".repeat(LARGEST_PAYLOAD + 1) });
    const record = success(world());
    expect(await store.write([tooLarge, record])).toEqual([tooLarge.id]);
    expect(await store.read(record.id)).toEqual(record);
    expect(await store.read(tooLarge.id)).toBeUndefined();
  });

  it("writes nothing when there is nothing", async () => {
    expect(await world().store.write([])).toEqual([]);
  });

  it("keeps what it was given, whatever its caller does to it later", async () => {
    const { store } = world();
    const error = { name: "Error", message: "first" };
    const { result: _, ...base } = success(world());
    const record = { ...base, state: "FAILURE" as const, error };
    await store.write([record]);
    error.message = "changed";
    expect(await store.read(record.id)).toMatchObject({ error: { message: "first" } });
  });

  it("reads more records than one call takes, those that there are, whatever is asked twice", async () => {
    const { store } = world();
    const records = Array.from({ length: 130 }, () => success(world()));
    await store.write(records);
    const ids = records.map(({ id }) => id);
    const found = await store.readMany([...ids, ...ids.slice(0, 5), v7(), v7()]);
    expect([...found.keys()].toSorted()).toEqual(ids.toSorted());
    expect(await store.readMany([])).toEqual(new Map());
  });

  it("forgets a record, and does not mind one that is not there", async () => {
    const { store } = world();
    const record = success(world());
    await store.write([record]);
    await store.forget(record.id);
    await store.forget(record.id);
    expect(await store.read(record.id)).toBeUndefined();
  });
}
