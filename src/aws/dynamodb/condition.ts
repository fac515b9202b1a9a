import type { Item } from "./item.ts";

/**
 * What has to be true of an item for it to be written. In the text `#name` is the attribute of that name, and the values
 * of all conditions begin with `:if`, so that they never meet those of an update.
 */
export interface Condition {
  readonly text: string;
  readonly values: Item;
}

/** There is no record of the task. */
export const noRecord: Condition = { text: "attribute_not_exists(#pk)", values: {} };

/** The task waits for its next attempt, due or not. */
export const isRetry: Condition = { text: "#state = :ifRetry", values: { ":ifRetry": { S: "RETRY" } } };

/** The task waits for its next attempt, and that is due at `now`. */
export function retryIsDue(now: number): Condition {
  return {
    text: "(#state = :ifRetry AND #retryAt <= :ifDue)",
    values: { ...isRetry.values, ":ifDue": { N: String(now) } },
  };
}

/** The worker of the running attempt has not been heard of in time. */
export function leaseIsOver(now: number): Condition {
  return {
    text: "(#state = :ifStarted AND #leaseUntil < :ifNow)",
    values: { ":ifStarted": { S: "STARTED" }, ":ifNow": { N: String(now) } },
  };
}

/** The attempt runs, and is the owner's. */
export function heldBy(owner: string): Condition {
  return {
    text: "#state = :ifStarted AND #owner = :ifOwner",
    values: { ":ifStarted": { S: "STARTED" }, ":ifOwner": { S: owner } },
  };
}

/** The attempt runs, or its worker died. */
export const isStarted: Condition = { text: "#state = :ifStarted", values: { ":ifStarted": { S: "STARTED" } } };

/** Nobody has revoked the task while its attempt ran. */
export const notRevoked: Condition = { text: "attribute_not_exists(#revokeReason)", values: {} };

/** Nobody has asked for the running attempt to be ended. */
export const notTerminated: Condition = { text: "attribute_not_exists(#terminate)", values: {} };

/** The task failed for good, after just this attempt. */
export function failedAfter(attempt: number): Condition {
  return {
    text: "#state = :ifFailure AND #attempt = :ifAttempt",
    values: { ":ifFailure": { S: "FAILURE" }, ":ifAttempt": { N: String(attempt) } },
  };
}

/** The key stands for no task any more. */
export function keyIsOver(now: number): Condition {
  return { text: "#until <= :ifNow", values: { ":ifNow": { N: String(now) } } };
}

/** The key stands for just this task. */
export function keyIsOf(id: string): Condition {
  return { text: "#holder = :ifHolder", values: { ":ifHolder": { S: id } } };
}

/** The group of sends takes another one. */
export function groupIsOpen(now: number): Condition {
  return { text: "#quietAt > :ifNow AND #latestAt > :ifNow", values: { ":ifNow": { N: String(now) } } };
}

/** The group of sends is over. */
export function groupIsOver(now: number): Condition {
  return { text: "#quietAt <= :ifNow OR #latestAt <= :ifNow", values: { ":ifNow": { N: String(now) } } };
}

/** All of the conditions, none of which may be made of alternatives. */
export function allOf(...conditions: readonly Condition[]): Condition {
  return {
    text: conditions.map(({ text }) => text).join(" AND "),
    values: Object.assign({}, ...conditions.map(({ values }) => values)),
  };
}

/** At least one of the conditions. */
export function anyOf(...conditions: readonly Condition[]): Condition {
  return {
    text: conditions.map(({ text }) => text).join(" OR "),
    values: Object.assign({}, ...conditions.map(({ values }) => values)),
  };
}
