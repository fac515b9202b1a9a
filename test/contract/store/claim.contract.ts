import { v7 } from "uuid";
import { expect, it } from "vitest";
import type { SuccessRecord } from "../../../src/lifecycle/index.ts";
import type { Ending } from "../../../src/ports/index.ts";
import { aClaim, aSettlement, attemptOf } from "../records.ts";
import type { World } from "../world.ts";

export function claimContract(world: () => World): void {
  it("takes the first attempt of a task that has no record", async () => {
    const { store } = world();
    const family = { parentId: v7(), rootId: v7(), groupId: "group-1" };
    const claim = aClaim(world(), family);

    expect(await store.claim(claim)).toEqual({
      kind: "claimed",
      attempt: { attempt: 1, failures: 0, cuts: 0, base: 0, startedAt: claim.now },
      previous: undefined,
    });
    const { id, task, queue, owner, leaseUntil, expiresAt } = claim;
    const counters = { attempt: 1, failures: 0, cuts: 0, base: 0, startedAt: claim.now };
    const record = { id, task, queue, ...family, ...counters, state: "STARTED", owner, leaseUntil, expiresAt };
    expect(await store.read(id)).toEqual(record);
  });

  it("keeps what it is given of the arguments, through all that becomes of the task", async () => {
    const { store } = world();
    const kept = { args: '["ada",4]', kwargs: '{"card":"[redacted]"}', sensitive: ["card"] };
    const claim = aClaim(world(), kept);
    await store.claim(claim);
    expect(await store.read(claim.id)).toMatchObject(kept);

    const retryAt = claim.now + 1_000;
    await store.settle(aSettlement(claim, { ending: { state: "RETRY", retryAt } }));
    expect(await store.read(claim.id)).toMatchObject(kept);
    const again = { ...claim, owner: v7(), now: retryAt, leaseUntil: retryAt + 1_000 };
    await store.claim(again);
    await store.settle(aSettlement(again, { ending: { state: "SUCCESS", result: "null", withheld: true } }));

    expect(await store.read(claim.id)).toMatchObject({ ...kept, result: "null", withheld: true });
    await store.write([{ ...((await store.read(claim.id)) as SuccessRecord), sensitive: true }]);
    expect(await store.read(claim.id)).toMatchObject({ ...kept, sensitive: true });
  });

  it("keeps the arguments of a task that is revoked while it waits", async () => {
    const { store } = world();
    const claim = aClaim(world(), { args: "[1]" });
    await store.claim(claim);
    await store.settle(aSettlement(claim, { ending: { state: "RETRY", retryAt: claim.now + 60_000 } }));
    const { id, expiresAt, now } = claim;
    await store.revoke({ id, reason: "not wanted", terminate: false, now: now + 1_000, expiresAt });
    expect(await store.read(id)).toMatchObject({ state: "REVOKED", args: "[1]" });
  });

  it("lets exactly one of twenty claims through that are made at once", async () => {
    const { store } = world();
    const first = aClaim(world());
    const claims = Array.from({ length: 20 }, (_, index) => ({
      ...first,
      owner: v7(),
      leaseUntil: first.leaseUntil + index,
    }));

    const answers = await Promise.all(claims.map((claim) => store.claim(claim)));

    const winners = answers.flatMap((answer, index) => (answer.kind === "claimed" ? index : []));
    expect(winners.length).toBeGreaterThan(0);
    if (world().faults.has("racy-conditions")) return;
    expect(winners).toHaveLength(1);
    const winner = claims[winners[0] ?? 0];
    const losers = answers.filter(({ kind }) => kind !== "claimed");
    expect(losers).toEqual(Array(19).fill({ kind: "leased", until: winner?.leaseUntil }));
    expect(await store.read(first.id)).toMatchObject({ owner: winner?.owner, attempt: 1 });
  });

  it("says that a worker was lost to a claim that does not take over, and changes nothing", async () => {
    const { store } = world();
    const first = aClaim(world());
    await store.claim(first);
    const now = first.leaseUntil + 1;
    const cautious = { ...first, owner: v7(), now, leaseUntil: now + 60_000, takeOver: false };

    const record = await store.read(first.id);
    expect(await store.claim(cautious)).toEqual({ kind: "lost", record });
    expect(await store.read(first.id)).toEqual(record);
    expect(await store.claim({ ...cautious, now: first.leaseUntil })).toEqual({
      kind: "leased",
      until: first.leaseUntil,
    });
    expect((await store.claim({ ...cautious, takeOver: true })).kind).toBe("claimed");
    expect((await store.claim({ ...cautious, id: v7() })).kind).toBe("claimed");
  });

  it("lets exactly one of twenty claims of a lost lease through", async () => {
    const { store } = world();
    const lost = aClaim(world());
    await store.claim(lost);
    const now = lost.leaseUntil + 1;
    const claims = Array.from({ length: 20 }, () => ({ ...lost, owner: v7(), now, leaseUntil: now + 60_000 }));

    const answers = await Promise.all(claims.map((claim) => store.claim(claim)));

    const winners = answers.filter(({ kind }) => kind === "claimed");
    expect(winners.length).toBeGreaterThan(0);
    if (world().faults.has("racy-conditions")) return;
    expect(winners).toHaveLength(1);
    expect(await store.read(lost.id)).toMatchObject({ attempt: 2 });
  });

  it("refuses a task whose lease still holds, up to its last millisecond", async () => {
    const { store } = world();
    const running = aClaim(world());
    await store.claim(running);

    const other = { ...running, owner: v7(), now: running.leaseUntil };
    expect(await store.claim(other)).toEqual({ kind: "leased", until: running.leaseUntil });
    expect(await store.read(running.id)).toMatchObject({ owner: running.owner, attempt: 1 });
  });

  it("takes over a task whose lease is over, and tells of the attempt that was lost", async () => {
    const { store } = world();
    const lost = aClaim(world());
    await store.claim(lost);
    await store.progress(lost.id, lost.owner, { state: "HALF", meta: "0.5" });
    const before = await store.read(lost.id);
    const next = { ...lost, owner: v7(), now: lost.leaseUntil + 1, leaseUntil: lost.leaseUntil + 60_000 };

    const answer = await store.claim(next);

    expect(answer).toMatchObject({ kind: "claimed", previous: before });
    expect(before).toMatchObject({ state: "STARTED", owner: lost.owner, progress: { state: "HALF", meta: "0.5" } });
    expect(attemptOf(answer)).toEqual({ attempt: 2, failures: 0, cuts: 0, base: 0, startedAt: lost.now });
    expect(await store.read(lost.id)).toEqual({
      ...before,
      attempt: 2,
      owner: next.owner,
      leaseUntil: next.leaseUntil,
      progress: undefined,
    });
  });

  it("answers the owner's own claim once more, for an answer that was lost, without counting it twice", async () => {
    const { store } = world();
    const claim = aClaim(world());
    const first = await store.claim(claim);
    expect(await store.claim(claim)).toEqual(first);
    expect(await store.read(claim.id)).toMatchObject({ attempt: 1 });
  });

  it("holds a retry back until it is due, but for the second by which queues count", async () => {
    const { store } = world();
    const failed = aClaim(world());
    await store.claim(failed);
    const retryAt = failed.now + 30_000;
    const error = { name: "Error", message: "no line" };
    await store.settle(aSettlement(failed, { failures: 1, ending: { state: "RETRY", retryAt, error } }));

    const early = { ...failed, owner: v7(), now: retryAt - 1_001, leaseUntil: retryAt + 60_000 };
    expect(await store.claim(early)).toEqual({ kind: "waiting", until: retryAt });

    const due = { ...early, now: retryAt - 1_000 };
    const answer = await store.claim(due);
    expect(attemptOf(answer)).toEqual({ attempt: 2, failures: 1, cuts: 0, base: 0, startedAt: failed.now });
    expect(answer).toMatchObject({ previous: { state: "RETRY", retryAt, error } });
    const record = await store.read(failed.id);
    expect(record).toMatchObject({ state: "STARTED", attempt: 2, failures: 1 });
    expect(record).not.toHaveProperty("retryAt");
    expect(record).not.toHaveProperty("error");
  });

  const endings: Ending[] = [
    { state: "SUCCESS", result: '{"a":1}' },
    {
      state: "FAILURE",
      error: { name: "TypeError", message: "x", stack: "at y", code: "E", cause: { name: "Z", message: "" } },
    },
    { state: "REVOKED", reason: "asked to" },
    { state: "IGNORED" },
  ];
  it.each(endings)(
    "hands out the record of a task that ended as $state, and does not let it run again",
    async (ending) => {
      const { store } = world();
      const claim = aClaim(world());
      await store.claim(claim);
      const settlement = aSettlement(claim, { ending });
      await store.settle(settlement);

      const { id, task, queue, now: startedAt, expiresAt } = claim;
      const counters = { attempt: 1, failures: 0, cuts: 0, base: 0, startedAt };
      const record = { id, task, queue, ...counters, expiresAt, ...ending, finishedAt: settlement.now };
      expect(await store.claim({ ...claim, owner: v7(), now: claim.leaseUntil + 1 })).toEqual({
        kind: "finished",
        record,
      });
      expect(await store.read(id)).toEqual(record);
    },
  );
}
