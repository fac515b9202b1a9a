import fc from "fast-check";
import { v7 } from "uuid";
import { expect, it } from "vitest";
import { isFinalRecord, type TaskRecord } from "../../../src/lifecycle/index.ts";
import { type Claim, EARLY, type Ending } from "../../../src/ports/index.ts";
import type { World } from "../world.ts";

/** A wish of one of three workers, or of somebody beside them. `n` is what the step makes of it: a time, a choice. */
const step = fc.record({
  what: fc.constantFrom(
    ...(["claim", "claim", "claim cautiously", "succeed", "fail", "retry", "retry", "renew", "report"] as const),
    ...(["late", "conclude", "reopen", "revoke", "terminate", "wait", "wait"] as const),
  ),
  worker: fc.nat(2),
  n: fc.nat(9),
});

/** How far the clocks of the three workers are off, in milliseconds. */
const skews = [0, 700, -700];

const LEASE = 5_000;

/** What a worker believes to hold: it may be wrong, as its lease may be over. */
type Held = Claim & { readonly attempt: number; readonly failures: number };

/**
 * The model test of a record's life: whatever several workers do to it in whatever order, with clocks that differ,
 *
 * - there are never two owners whose leases last, by the clock of the one who claims,
 * - a finished record never changes, but by a redrive of a FAILURE, which is opened again,
 * - an attempt never goes back, and each claim takes the next one,
 * - a record that is revoked while it runs never waits for another attempt, and one that is to be terminated ends as REVOKED,
 * - only its owner settles, prolongs or reports an attempt, and a settlement is answered true only when the record is what it says.
 *
 * @param numRuns - how many random lives are lived
 */
export function lifeContract(world: () => World, numRuns: number): void {
  it(`keeps its invariants in any of ${numRuns} random lives`, async () => {
    const lives = fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const { store } = world();
      const id = v7();
      const begin = world().clock.now();
      const held: (Held | undefined)[] = [];
      const past: Held[] = [];
      const given = new Set<number>();
      let passed = 0;
      let record: TaskRecord | undefined;

      for (const { what, worker, n } of steps) {
        // No two steps at the same time: a settlement that is asked twice is answered twice.
        passed++;
        const now = begin + passed + (skews[worker] ?? 0);
        const before = record;
        const expiresAt = Math.ceil(begin / 1_000) + 86_400;
        const own = held[worker];
        const mine = own !== undefined && before?.state === "STARTED" && before.owner === own.owner;
        const marks = before?.state === "STARTED" ? before : undefined;
        const settle = (claim: Held, ending: Ending, failures: number) =>
          store.settle({ id, owner: claim.owner, now, failures, cuts: 0, expiresAt, ending });

        if (what === "claim" || what === "claim cautiously") {
          const takeOver = what === "claim";
          const owner = v7();
          const claim = { id, task: "t", queue: "q", owner, now, leaseUntil: now + LEASE, expiresAt, takeOver };
          const answer = await store.claim(claim);
          const isFree =
            before === undefined ||
            (before.state === "RETRY" && before.retryAt <= now + EARLY) ||
            (takeOver && before.state === "STARTED" && before.leaseUntil < now);
          expect(answer.kind === "claimed").toBe(isFree);
          if (answer.kind === "claimed") {
            const { attempt, failures, revokeReason } = answer.attempt;
            expect(revokeReason).toBe(marks?.revokeReason);
            expect(attempt).toBe((before?.attempt ?? 0) + 1);
            expect(given.has(attempt)).toBe(false);
            given.add(attempt);
            held[worker] = { ...claim, attempt, failures };
            past.push({ ...claim, attempt, failures });
          } else if (answer.kind === "finished" || answer.kind === "lost") expect(answer.record).toEqual(before);
        } else if (what === "succeed" && own) {
          expect(await settle(own, { state: "SUCCESS", result: String(n) }, own.failures)).toBe(
            mine && !marks?.terminate,
          );
        } else if (what === "fail" && own) {
          const error = { name: "Error", message: String(n) };
          expect(await settle(own, { state: "FAILURE", error }, own.failures + 1)).toBe(mine && !marks?.terminate);
        } else if (what === "retry" && own) {
          const retry = { state: "RETRY", retryAt: now + n * 500 } as const;
          expect(await settle(own, retry, own.failures + 1)).toBe(mine && marks?.revokeReason === undefined);
        } else if (what === "renew" && own) {
          expect(await store.renew(id, own.owner, now + LEASE)).toBe(mine);
        } else if (what === "report" && own) {
          expect(await store.progress(id, own.owner, { state: "HALFWAY", meta: String(n) })).toBe(mine);
        } else if (what === "late") {
          // A worker that was stopped for a while, and settles an attempt that has long been another's.
          const claim = past[n % Math.max(1, past.length)];
          const isCurrent = before?.state === "STARTED" && before.owner === claim?.owner;
          if (claim && !isCurrent) {
            const settled = await settle(claim, { state: "SUCCESS", result: `late ${passed} ${n}` }, 0);
            expect(settled).toBe(false);
          }
        } else if (what === "conclude") {
          const { attempt = 0, failures = 0, cuts = 0, base = 0, startedAt = now } = before ?? {};
          const counters = { attempt, failures, cuts, base, startedAt };
          const ending = { state: "REVOKED" as const, finishedAt: now, reason: `${passed}` };
          const concluded = await store.conclude({ id, task: "t", queue: "q", ...counters, expiresAt, ...ending }, now);
          const isFree =
            before === undefined || before.state === "RETRY" || (before.state === "STARTED" && before.leaseUntil < now);
          expect(concluded).toBe(isFree);
        } else if (what === "revoke" || what === "terminate") {
          const revoking = { id, reason: `${passed}`, terminate: what === "terminate", now, expiresAt };
          const answer = await store.revoke(revoking);
          const isRunning = before?.state === "STARTED" && before.leaseUntil >= now;
          const kind = before && isFinalRecord(before) ? "finished" : isRunning ? "marked" : "revoked";
          expect(answer).toEqual({ kind, ...(kind !== "revoked" && { record: before }) });
        } else if (what === "reopen") {
          const attempt = n < 7 ? (before?.attempt ?? 0) : n;
          const isDead = before?.state === "FAILURE" && before.attempt === attempt;
          expect(await store.reopen(id, attempt, now, expiresAt)).toBe(isDead);
        } else if (what === "wait") passed += n * 1_000;

        record = await store.read(id);
        expectLawful(before, record, what, now);
      }
    });
    await fc.assert(lives, { numRuns });
  });
}

/** What holds between a record and what it has become in one step, whatever the step was. */
function expectLawful(before: TaskRecord | undefined, after: TaskRecord | undefined, what: string, now: number): void {
  if (!before) return;
  if (!after) throw new Error("the record is gone");
  expect(after.attempt).toBeGreaterThanOrEqual(before.attempt);
  expect(after.attempt - before.attempt).toBeLessThanOrEqual(1);
  expect(after.base + after.failures + after.cuts).toBeLessThanOrEqual(after.attempt);
  expect(after.startedAt).toBe(before.startedAt);
  if (isFinalRecord(before)) {
    if (before.state === "FAILURE" && what === "reopen" && after.state === "RETRY") {
      expect(after).toMatchObject({ attempt: before.attempt, base: before.attempt, failures: 0, cuts: 0 });
    } else expect(after).toEqual(before);
  }
  if (before.state === "STARTED" && before.revokeReason !== undefined) {
    expect(after.state).not.toBe("RETRY");
    if (after.state === "STARTED") expect(after.revokeReason).toBeDefined();
    if (before.terminate)
      expect(after).toMatchObject(after.state === "STARTED" ? { terminate: true } : { state: "REVOKED" });
  }
  if (before.state === "STARTED" && after.state === "STARTED" && after.owner !== before.owner) {
    expect(before.leaseUntil).toBeLessThan(now);
  }
}
