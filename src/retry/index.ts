// The door of the room: when a failed attempt is followed by another. Pure: time and chance come in as numbers.
export { Ignore, isControl, Reject, Retry, RetryAfter, type RetryTiming } from "./control.ts";
export { decideRetry, type FailedAttempt, type RetryDecision, wait } from "./decide-retry.ts";
export { type ErrorMatcher, type RetryOptions, type RetryPolicy, retryPolicy } from "./retry-options.ts";
