import type { FailureRecord, RetryRecord, StartedRecord, TaskRecord } from "../lifecycle/index.ts";

/*
 * What has to be true of a record for it to be written: the same conditions, under the same names, as those of the AWS
 * adapter. There DynamoDB checks them; here nothing happens between the look and the write.
 */

/** The task waits for its next attempt, due or not. */
export function isRetry(record: TaskRecord): record is RetryRecord {
  return record.state === "RETRY";
}

/** The worker of the running attempt has not been heard of in time. */
export function leaseIsOver(record: TaskRecord, now: number): boolean {
  return record.state === "STARTED" && record.leaseUntil < now;
}

/** The attempt runs, and is the owner's. */
export function heldBy(record: TaskRecord | undefined, owner: string): record is StartedRecord {
  return record?.state === "STARTED" && record.owner === owner;
}

/** A revocation that came while the attempt ran takes no RETRY, and one that is to end it no outcome but REVOKED. */
export function revocationAllows(record: StartedRecord, state: string): boolean {
  if (state === "REVOKED") return true;
  return state === "RETRY" ? record.revokeReason === undefined : !record.terminate;
}

/** The task failed for good, after just this attempt. */
export function failedAfter(record: TaskRecord | undefined, attempt: number): record is FailureRecord {
  return record?.state === "FAILURE" && record.attempt === attempt;
}
