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

/** The task failed for good, after just this attempt. */
export function failedAfter(attempt: number): Condition {
  return {
    text: "#state = :ifFailure AND #attempt = :ifAttempt",
    values: { ":ifFailure": { S: "FAILURE" }, ":ifAttempt": { N: String(attempt) } },
  };
}

/** At least one of the conditions. */
export function anyOf(...conditions: readonly Condition[]): Condition {
  return {
    text: conditions.map(({ text }) => text).join(" OR "),
    values: Object.assign({}, ...conditions.map(({ values }) => values)),
  };
}
