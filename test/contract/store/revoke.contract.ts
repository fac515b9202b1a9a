import { v7 } from "uuid";
import { expect, it } from "vitest";
import type { Claim, Revoking } from "../../../src/ports/index.ts";
import { aClaim, aSettlement, attemptOf } from "../records.ts";
import type { World } from "../world.ts";

function aRevoking({ id, now, expiresAt }: Claim, fields: Partial<Revoking> = {}): Revoking {
  return { id, reason: "not needed", terminate: false, now: now + 7, expiresAt: expiresAt + 60, ...fields };
}

export function revokeContract(world: () => World): void {
  it("ends a task of which nothing is known, which then does not run", async () => {
    const { store } = world();
    const claim = aClaim(world());
    const { now, expiresAt, reason } = aRevoking(claim);
    expect(await store.revoke(aRevoking(claim))).toEqual({ kind: "revoked" });
    const counters = { attempt: 0, failures: 0, cuts: 0, base: 0, startedAt: now };
    const record = {
      id: claim.id,
      task: "",
      queue: "",
      ...counters,
      expiresAt,
      state: "REVOKED",
      finishedAt: now,
      reason,
    };
    expect(await store.read(claim.id)).toEqual(record);
    expect(await store.claim(claim)).toEqual({ kind: "finished", record });
  });

  it("ends a task that waits for its retry, and keeps what is known of it", async () => {
    const { store } = world();
    const claim = aClaim(world(), { parentId: v7(), groupId: "g" });
    await store.claim(claim);
    const error = { name: "Error", message: "no line" };
    await store.settle(
      aSettlement(claim, { failures: 1, ending: { state: "RETRY", retryAt: claim.now + 1e6, error } }),
    );
    expect(await store.revoke(aRevoking(claim, { terminate: true }))).toEqual({ kind: "revoked" });
    const { id, task, queue, parentId, groupId } = claim;
    const record = await store.read(id);
    expect(record).toMatchObject({ id, task, queue, parentId, groupId, attempt: 1, failures: 1, startedAt: claim.now });
    expect(record).toMatchObject({ state: "REVOKED", reason: "not needed", finishedAt: claim.now + 7 });
    for (const name of ["error", "retryAt", "terminate", "revokeReason"]) expect(record).not.toHaveProperty(name);
  });

  it("ends a task whose worker is lost, against the late owner too", async () => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    expect(await store.revoke(aRevoking(claim, { now: claim.leaseUntil }))).toMatchObject({ kind: "marked" });
    expect(await store.revoke(aRevoking(claim, { now: claim.leaseUntil + 1 }))).toEqual({ kind: "revoked" });
    expect(await store.settle(aSettlement(claim))).toBe(false);
    const record = await store.read(claim.id);
    expect(record).toMatchObject({ state: "REVOKED", attempt: 1 });
    for (const name of ["owner", "leaseUntil", "terminate", "revokeReason"]) expect(record).not.toHaveProperty(name);
  });

  it.each([
    { state: "SUCCESS", result: "8" },
    { state: "IGNORED" },
    { state: "REVOKED", reason: "by itself" },
  ] as const)("leaves a task alone that is over ($state), and says how it ended", async (ending) => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    await store.settle(aSettlement(claim, { ending }));
    const record = await store.read(claim.id);
    expect(await store.revoke(aRevoking(claim, { now: claim.leaseUntil + 9 }))).toEqual({ kind: "finished", record });
    expect(await store.read(claim.id)).toEqual(record);
  });

  it("answers the same again to the same call, whose answer was lost", async () => {
    const { store } = world();
    const claim = aClaim(world());
    const revoking = aRevoking(claim);
    expect(await store.revoke(revoking)).toEqual({ kind: "revoked" });
    expect(await store.revoke(revoking)).toEqual({ kind: "revoked" });
    expect(await store.revoke({ ...revoking, now: revoking.now + 1 })).toMatchObject({ kind: "finished" });
  });

  it("marks a task that runs, which its worker can read", async () => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    const progress = { state: "HALF", meta: "0.5" };
    await store.progress(claim.id, claim.owner, progress);
    const answer = await store.revoke(aRevoking(claim));
    expect(answer).toMatchObject({ kind: "marked", record: { state: "STARTED", owner: claim.owner, progress } });
    const marked = await store.read(claim.id);
    expect(marked).toMatchObject({ state: "STARTED", owner: claim.owner, revokeReason: "not needed", progress });
    expect(marked).not.toHaveProperty("terminate");
    await store.revoke(aRevoking(claim, { terminate: true, reason: "at once" }));
    await store.revoke(aRevoking(claim));
    expect((await store.readMany([claim.id])).get(claim.id)).toMatchObject({ terminate: true });
  });

  it("lets an attempt that runs succeed or fail, and takes no retry of it", async () => {
    const { store } = world();
    const error = { name: "Error", message: "x" };
    for (const ending of [
      { state: "SUCCESS", result: "8" },
      { state: "FAILURE", error },
    ] as const) {
      const claim = aClaim(world());
      await store.claim(claim);
      await store.revoke(aRevoking(claim));
      const retry = aSettlement(claim, { ending: { state: "RETRY", retryAt: claim.now, error } });
      expect(await store.settle(retry)).toBe(false);
      expect(await store.renew(claim.id, claim.owner, claim.leaseUntil + 1)).toBe(true);
      expect(await store.settle(aSettlement(claim, { ending }))).toBe(true);
      const record = await store.read(claim.id);
      expect(record).toMatchObject(ending);
      expect(record).not.toHaveProperty("revokeReason");
    }
  });

  it("takes no outcome of an attempt that is to be terminated but REVOKED", async () => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    await store.revoke(aRevoking(claim, { terminate: true }));
    const error = { name: "Error", message: "x" };
    const others = [
      { state: "SUCCESS", result: "8" },
      { state: "FAILURE", error },
      { state: "IGNORED" },
      { state: "RETRY", retryAt: claim.now },
    ] as const;
    for (const ending of others) expect(await store.settle(aSettlement(claim, { ending }))).toBe(false);
    const revoked = aSettlement(claim, { ending: { state: "REVOKED", reason: "not needed" } });
    expect(await store.settle(revoked)).toBe(true);
    expect(await store.settle(revoked)).toBe(true);
    const record = await store.read(claim.id);
    expect(record).toMatchObject({ state: "REVOKED", reason: "not needed", attempt: 1 });
    for (const name of ["terminate", "revokeReason", "leaseUntil"]) expect(record).not.toHaveProperty(name);
  });

  it("is told to who claims the task after the worker has died that should have heeded it, however many die", async () => {
    const { store } = world();
    let claim = aClaim(world());
    await store.claim(claim);
    await store.revoke(aRevoking(claim, { terminate: true }));
    for (const attempt of [2, 3]) {
      const now = claim.leaseUntil + 1;
      claim = { ...claim, owner: v7(), now, leaseUntil: now + 60_000 };
      const told = await store.claim(claim);
      expect(attemptOf(told)).toMatchObject({ attempt, revokeReason: "not needed" });
      expect(attemptOf(await store.claim(claim))).toEqual(attemptOf(told));
    }
    expect(await store.settle(aSettlement(claim))).toBe(false);
  });

  it("is not told to who redrives the task later", async () => {
    const { store } = world();
    const claim = aClaim(world());
    await store.claim(claim);
    await store.revoke(aRevoking(claim));
    const error = { name: "Error", message: "x" };
    await store.settle(aSettlement(claim, { ending: { state: "FAILURE", error } }));
    await store.reopen(claim.id, 1, claim.now, claim.expiresAt);
    expect(attemptOf(await store.claim({ ...claim, owner: v7() }))).not.toHaveProperty("revokeReason");
  });

  it("never lets a task both be revoked and run, nor be revoked and succeed, when they come at once", async () => {
    const { store, faults } = world();
    for (const terminate of [true, false, true, false, true]) {
      const claim = aClaim(world());
      const [claimed, answer] = await Promise.all([store.claim(claim), store.revoke(aRevoking(claim, { terminate }))]);
      if (faults.has("racy-conditions")) return;
      expect([claimed.kind, answer.kind]).toEqual(
        answer.kind === "revoked" ? ["finished", "revoked"] : ["claimed", "marked"],
      );

      const running = aClaim(world());
      await store.claim(running);
      const [settled, told] = await Promise.all([
        store.settle(aSettlement(running)),
        store.revoke(aRevoking(running, { terminate })),
      ]);
      const record = await store.read(running.id);
      if (told.kind === "finished") expect([settled, record?.state]).toEqual([true, "SUCCESS"]);
      else
        expect([told.kind, settled, record?.state]).toEqual(["marked", !terminate, terminate ? "STARTED" : "SUCCESS"]);
    }
  });

  it("revokes one that goes back to waiting just then", async () => {
    const { store, faults } = world();
    for (let time = 0; time < 5; time++) {
      const claim = aClaim(world());
      await store.claim(claim);
      const retry = aSettlement(claim, { ending: { state: "RETRY", retryAt: claim.now } });
      const [settled, answer] = await Promise.all([store.settle(retry), store.revoke(aRevoking(claim))]);
      if (faults.has("racy-conditions")) return;
      const record = await store.read(claim.id);
      expect([answer.kind, record?.state]).toEqual(settled ? ["revoked", "REVOKED"] : ["marked", "STARTED"]);
    }
  });
}
