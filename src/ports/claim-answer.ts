import { isFinalRecord, type TaskRecord } from "../lifecycle/index.ts";
import type { Attempt, Claim, Claimed } from "./store.ts";

/**
 * How early a retry may begin, in milliseconds: SQS counts visibility in whole seconds, so a message can show itself a
 * little before its retry is due.
 */
export const EARLY = 1_000;

/** The answer to a claim that was written, from the record as it was before. */
export function claimed(claim: Claim, previous: TaskRecord | undefined): Claimed & { kind: "claimed" } {
  const { attempt = 0, failures = 0, cuts = 0, base = 0, startedAt = claim.now } = previous ?? {};
  const counters = { attempt: attempt + 1, failures, cuts, base, startedAt };
  return { kind: "claimed", attempt: { ...counters, ...markOf(previous) }, previous };
}

/**
 * The answer to a claim that the record as it is refused; undefined where that record would let it through, as it has
 * changed since: then the claim is worth another call.
 *
 * A record that is STARTED with the claim's own token says that the claim was written, and only its answer was lost on
 * the way to the SDK, which then tried again.
 */
export function refused(claim: Claim, record: TaskRecord | undefined): Claimed | undefined {
  if (!record) return undefined;
  if (isFinalRecord(record)) return { kind: "finished", record };
  if (record.state === "RETRY") {
    return record.retryAt <= claim.now + EARLY ? undefined : { kind: "waiting", until: record.retryAt };
  }
  if (record.owner === claim.owner) {
    const { attempt, failures, cuts, base, startedAt } = record;
    const counters = { attempt, failures, cuts, base, startedAt };
    return { kind: "claimed", attempt: { ...counters, ...markOf(record) }, previous: undefined };
  }
  if (record.leaseUntil >= claim.now) return { kind: "leased", until: record.leaseUntil };
  return claim.takeOver === false ? { kind: "lost", record } : undefined;
}

/** A claim leaves the mark of a revocation where it is, so that it outlives every worker that dies before it has heeded it. */
function markOf(record: TaskRecord | undefined): Pick<Attempt, "revokeReason"> {
  return record?.state === "STARTED" && record.revokeReason !== undefined ? { revokeReason: record.revokeReason } : {};
}
