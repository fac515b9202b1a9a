import { v7 } from "uuid";
import { expect, it } from "vitest";
import { type FinalRecord, LARGEST_PAYLOAD } from "../../../src/lifecycle/index.ts";
import type { Claim } from "../../../src/ports/index.ts";
import { aClaim, aSettlement, attemptOf } from "../records.ts";
import type { World } from "../world.ts";

function revoked({ id, task, queue, now, expiresAt }: Claim): FinalRecord {
  const counters = { attempt: 0, failures: 0, cuts: 0, base: 0, startedAt: now };
  return { id, task, queue, ...counters, expiresAt, state: "REVOKED", finishedAt: now, reason: "asked to" };
}

export function concludeContract(world: () => World): void {
  it("ends a task that nobody has started, which then does not run", async () => {
    const { store } = world();
    const claim = aClaim(world());
    const record = revoked(claim);
    expect(await store.conclude(record, claim.now)).toBe(true);
    expect(await store.read(claim.id)).toEqual(record);
    expect(await store.claim(claim)).toEqual({ kind: "finished", record });
  });

  it("keeps a record of a task whose name is not known", async () => {
    const { store } = world();
    const claim = aClaim(world());
    const record = { ...revoked(claim), task: "" };
    expect(await store.conclude(record, claim.now)).toBe(true);
    expect(await store.read(claim.id)).toEqual(record);
  });

  it("ends a task that waits for its retry, due or not", async () => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    await store.settle(aSettlement(claim, { ending: { state: "RETRY", retryAt: claim.now + 1e6 } }));
    const record = { ...revoked(claim), attempt: 1 };
    expect(await store.conclude(record, claim.now)).toBe(true);
    expect(await store.read(claim.id)).toEqual(record);
  });

  it("leaves a running task alone, and ends it when its lease is over, against the late owner too", async () => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    const record = revoked(claim);
    expect(await store.conclude(record, claim.leaseUntil)).toBe(false);
    expect(await store.read(claim.id)).toMatchObject({ state: "STARTED" });
    expect(await store.conclude(record, claim.leaseUntil + 1)).toBe(true);
    expect(await store.settle(aSettlement(claim))).toBe(false);
    expect(await store.read(claim.id)).toEqual(record);
  });

  it("leaves a final record alone, but answers true again to the same one", async () => {
    const { store } = world();
    const claim = aClaim(world());
    const record = revoked(claim);
    await store.conclude(record, claim.now);
    expect(await store.conclude(record, claim.now)).toBe(true);
    expect(await store.conclude({ ...record, finishedAt: claim.now + 1 }, claim.now)).toBe(false);
    const settled = aClaim(world());
    await store.claim(settled);
    await store.settle(aSettlement(settled, { ending: { state: "REVOKED", reason: "by itself" } }));
    expect(await store.conclude({ ...revoked(settled), finishedAt: settled.now + 500 }, settled.now)).toBe(false);
    expect(await store.read(settled.id)).toMatchObject({ reason: "by itself" });
  });

  it("lets exactly one of a claim and a revocation through that are made at once", async () => {
    const { store } = world();
    for (const claim of Array.from({ length: 10 }, () => aClaim(world()))) {
      const [claimed, concluded] = await Promise.all([store.claim(claim), store.conclude(revoked(claim), claim.now)]);
      expect(claimed.kind === "claimed" || concluded).toBe(true);
      if (!world().faults.has("racy-conditions")) expect(claimed.kind === "claimed").toBe(!concluded);
    }
  });

  it("refuses an error that is too large", async () => {
    const { store } = world();
    const claim = aClaim(world());
    const error = { name: "Error", message: "x".repeat(LARGEST_PAYLOAD) };
    const { reason: _, ...base } = { reason: "", ...revoked(claim) };
    const record: FinalRecord = { ...base, state: "FAILURE", error };
    await expect(store.conclude(record, claim.now)).rejects.toMatchObject({ code: "RECORD_TOO_LARGE" });
    expect(await store.read(claim.id)).toBeUndefined();
  });

  it("opens a failure once more, with fresh budgets, due at once", async () => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    const error = { name: "Error", message: "no line" };
    await store.settle(aSettlement(claim, { failures: 3, cuts: 1, ending: { state: "FAILURE", error } }));
    const now = claim.now + 7_000;
    const expiresAt = claim.expiresAt + 600;

    expect(await store.reopen(claim.id, 2, now, expiresAt)).toBe(false);
    expect(await store.reopen(claim.id, 1, now, expiresAt)).toBe(true);

    const open = { state: "RETRY", retryAt: now, base: 1, failures: 0, cuts: 0, attempt: 1, expiresAt, error };
    const record = await store.read(claim.id);
    expect(record).toMatchObject(open);
    expect(record).not.toHaveProperty("finishedAt");
    expect(await store.reopen(claim.id, 1, now, expiresAt)).toBe(true);
    expect(await store.reopen(claim.id, 1, now + 1, expiresAt)).toBe(false);
    const again = await store.claim({ ...claim, owner: v7(), now });
    expect(attemptOf(again)).toEqual({ attempt: 2, base: 1, failures: 0, cuts: 0, startedAt: claim.now });
    expect(await store.reopen(claim.id, 1, now, expiresAt)).toBe(false);
  });

  it("opens nothing but a failure", async () => {
    const { store } = world();
    const claim = aClaim(world());
    expect(await store.reopen(claim.id, 1, claim.now, claim.expiresAt)).toBe(false);
    await store.claim(claim);
    expect(await store.reopen(claim.id, 1, claim.now, claim.expiresAt)).toBe(false);
    await store.settle(aSettlement(claim));
    expect(await store.reopen(claim.id, 1, claim.now, claim.expiresAt)).toBe(false);
    expect(await store.read(claim.id)).toMatchObject({ state: "SUCCESS" });
  });
}
