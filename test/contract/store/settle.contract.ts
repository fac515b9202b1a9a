import { v7 } from "uuid";
import { expect, it } from "vitest";
import { LARGEST_PAYLOAD } from "../../../src/lifecycle/index.ts";
import { aClaim, aSettlement } from "../records.ts";
import type { World } from "../world.ts";

export function settleContract(world: () => World): void {
  it("writes the counters and the time with the outcome, and ends the lease and the progress", async () => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    await store.progress(claim.id, claim.owner, { state: "HALF", meta: "0.5" });
    const expiresAt = claim.expiresAt - 3_600;

    expect(await store.settle(aSettlement(claim, { failures: 2, cuts: 1, expiresAt }))).toBe(true);

    const record = await store.read(claim.id);
    expect(record).toMatchObject({ state: "SUCCESS", result: "8", failures: 2, cuts: 1, expiresAt, attempt: 1 });
    expect(record).toMatchObject({ finishedAt: claim.now + 500 });
    for (const name of ["owner", "leaseUntil", "progress"]) expect(record).not.toHaveProperty(name);
  });

  it("keeps a retry without an error, of an attempt that was cut short", async () => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    const ending = { state: "RETRY", retryAt: claim.now + 5 } as const;
    expect(await store.settle(aSettlement(claim, { cuts: 1, ending }))).toBe(true);
    const record = await store.read(claim.id);
    expect(record).toMatchObject({ ...ending, cuts: 1 });
    expect(record).not.toHaveProperty("error");
    expect(record).not.toHaveProperty("finishedAt");
  });

  it("refuses who does not hold the claim, and where there is none", async () => {
    const { store } = world();
    const claim = aClaim(world());
    expect(await store.settle(aSettlement(claim))).toBe(false);
    expect(await store.read(claim.id)).toBeUndefined();
    await store.claim(claim);
    expect(await store.settle(aSettlement(claim, { owner: v7() }))).toBe(false);
    expect(await store.read(claim.id)).toMatchObject({ state: "STARTED" });
  });

  it("refuses a worker whose task another has taken over, and takes the other's outcome", async () => {
    const { store } = world();
    const slow = aClaim(world());
    await store.claim(slow);
    const next = { ...slow, owner: v7(), now: slow.leaseUntil + 1, leaseUntil: slow.leaseUntil + 60_000 };
    await store.claim(next);

    expect(await store.settle(aSettlement(slow, { ending: { state: "SUCCESS", result: '"late"' } }))).toBe(false);
    expect(await store.settle(aSettlement(next, { ending: { state: "SUCCESS", result: '"in time"' } }))).toBe(true);
    expect(await store.settle(aSettlement(slow, { ending: { state: "SUCCESS", result: '"later"' } }))).toBe(false);
    expect(await store.read(slow.id)).toMatchObject({ result: '"in time"', attempt: 2 });
  });

  it("takes the outcome of a worker whose lease is over while no other has claimed", async () => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    expect(await store.settle(aSettlement(claim, { now: claim.leaseUntil + 5_000 }))).toBe(true);
  });

  it.each([
    { state: "SUCCESS", result: "8" },
    { state: "RETRY", retryAt: 5_000 },
  ] as const)(
    "answers true again to the same outcome ($state), whose answer was lost, and false to another",
    async (ending) => {
      const { store } = world();
      const claim = aClaim(world());
      await store.claim(claim);
      const settlement = aSettlement(claim, { ending });
      expect(await store.settle(settlement)).toBe(true);
      expect(await store.settle(settlement)).toBe(true);
      expect(await store.settle({ ...settlement, ending: { state: "IGNORED" } })).toBe(false);
      expect(await store.settle({ ...settlement, owner: v7() })).toBe(false);
      expect(await store.read(claim.id)).toMatchObject(ending);
    },
  );

  it("lets exactly one of two outcomes through that are written at once", async () => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    const endings = [
      { state: "SUCCESS", result: "1" },
      { state: "REVOKED", reason: "asked to" },
    ] as const;
    const answers = await Promise.all(endings.map((ending) => store.settle(aSettlement(claim, { ending }))));
    expect(answers).toContain(true);
    if (world().faults.has("racy-conditions")) return;
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await store.read(claim.id)).toMatchObject({ state: endings[answers.indexOf(true)]?.state });
  });

  it("prolongs a lease for who holds it alone", async () => {
    const { store } = world();
    const claim = aClaim(world());
    expect(await store.renew(claim.id, claim.owner, claim.leaseUntil)).toBe(false);
    await store.claim(claim);
    const until = claim.leaseUntil + 90_000;
    expect(await store.renew(claim.id, v7(), until)).toBe(false);
    expect(await store.renew(claim.id, claim.owner, until)).toBe(true);
    expect(await store.claim({ ...claim, owner: v7(), now: until })).toEqual({ kind: "leased", until });
    await store.settle(aSettlement(claim));
    expect(await store.renew(claim.id, claim.owner, until + 1)).toBe(false);
  });

  it("stores progress for who holds the claim alone, the last one said", async () => {
    const { store } = world();
    const claim = aClaim(world());
    const half = { state: "HALF", meta: '{"done":0.5,"of":"日本 🌿"}' };
    expect(await store.progress(claim.id, claim.owner, half)).toBe(false);
    await store.claim(claim);
    expect(await store.progress(claim.id, v7(), half)).toBe(false);
    expect(await store.progress(claim.id, claim.owner, { state: "BEGUN", meta: "null" })).toBe(true);
    expect(await store.progress(claim.id, claim.owner, half)).toBe(true);
    expect(await store.read(claim.id)).toMatchObject({ state: "STARTED", progress: half });
    await store.settle(aSettlement(claim));
    expect(await store.progress(claim.id, claim.owner, half)).toBe(false);
  });

  it("keeps the largest result there may be, and refuses one byte more", async () => {
    const { store } = world();
    const longest = { id: "i".repeat(255), task: "t".repeat(200), queue: "q".repeat(80), rootId: "r".repeat(255) };
    const claim = aClaim(world(), { ...longest, parentId: "p".repeat(255), groupId: "g".repeat(255) });
    await store.claim(claim);
    const tooLarge = { state: "SUCCESS", result: `${"é".repeat(LARGEST_PAYLOAD / 2)}x` } as const;
    await expect(store.settle(aSettlement(claim, { ending: tooLarge }))).rejects.toMatchObject({
      code: "RECORD_TOO_LARGE",
      detail: { bytes: LARGEST_PAYLOAD + 1, limit: LARGEST_PAYLOAD },
    });
    const result = "é".repeat(LARGEST_PAYLOAD / 2);
    expect(await store.settle(aSettlement(claim, { ending: { state: "SUCCESS", result } }))).toBe(true);
    expect(await store.read(claim.id)).toMatchObject({ result });
  });

  it("refuses progress that is too large", async () => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    const progress = { state: "HALF", meta: "x".repeat(LARGEST_PAYLOAD) };
    await expect(store.progress(claim.id, claim.owner, progress)).rejects.toMatchObject({ code: "RECORD_TOO_LARGE" });
    expect(await store.read(claim.id)).not.toHaveProperty("progress");
  });
}
