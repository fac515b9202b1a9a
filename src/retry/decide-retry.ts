import { LovageError } from "../errors/index.ts";
import { milliseconds } from "../settings/index.ts";
import { isControl } from "./control.ts";
import type { ErrorMatcher, RetryPolicy } from "./retry-options.ts";

/** What follows a failed attempt. */
export type RetryDecision =
  | { readonly retry: true; readonly at: number; readonly error: unknown }
  | { readonly retry: false; readonly error: unknown };

/** What the decision is made from. */
export interface FailedAttempt {
  readonly task: string;
  /** How many attempts failed before this one. */
  readonly failures: number;
  readonly thrown: unknown;
  readonly now: number;
  /** From 0 up to 1. */
  readonly random: number;
}

/** Decides whether a failed attempt is followed by another, and when. Pure. */
export function decideRetry(policy: RetryPolicy, failed: FailedAttempt): RetryDecision {
  const { thrown, failures, now } = failed;
  if (isControl(thrown, "Retry")) {
    const { timing } = thrown;
    const max = timing.max ?? policy.max;
    if (failures >= max) {
      return {
        retry: false,
        error: thrown.cause ?? new LovageError("MAX_RETRIES_EXCEEDED", { task: failed.task, max }),
      };
    }
    return {
      retry: true,
      at: askedFor(timing.eta ?? timing.countdown, now) ?? now + wait(policy, failed),
      error: thrown.cause,
    };
  }
  const own = ownDelay(thrown);
  const wanted = own !== undefined || (policy.automatic && isRetried(policy, thrown));
  if (!wanted || failures >= policy.max || matches(policy.giveUpOn, thrown)) return { retry: false, error: thrown };
  return { retry: true, at: askedFor(own, now) ?? now + wait(policy, failed), error: thrown };
}

function isRetried(policy: RetryPolicy, thrown: unknown): boolean {
  return policy.retryOn === undefined || matches(policy.retryOn, thrown);
}

function ownDelay(thrown: unknown) {
  return isControl(thrown, "RetryAfter") ? thrown.when : undefined;
}

function askedFor(when: Date | Parameters<typeof milliseconds>[0] | undefined, now: number): number | undefined {
  if (when === undefined) return undefined;
  return when instanceof Date ? Math.max(now, when.getTime()) : now + milliseconds(when, "The delay of a retry");
}

/** The wait before the next retry, in milliseconds: the backoff, capped, then jittered. */
export function wait(policy: RetryPolicy, { failures, random }: { failures: number; random: number }): number {
  const growth = { fixed: 1, linear: failures + 1, exponential: 2 ** failures }[policy.backoff];
  const longest = Math.min(policy.cap, policy.delay * growth);
  switch (policy.jitter) {
    case "none":
      return longest;
    case "full":
      return longest * random;
    case "equal":
      return longest / 2 + (longest / 2) * random;
  }
}

function matches(matchers: readonly ErrorMatcher[], thrown: unknown): boolean {
  return matchers.some((matcher) => {
    if (typeof matcher === "string") return named(thrown, matcher);
    return isErrorClass(matcher) ? thrown instanceof matcher : matcher(thrown);
  });
}

function named(thrown: unknown, name: string): boolean {
  if (!(thrown instanceof Error)) return false;
  return thrown.name === name || ("code" in thrown && thrown.code === name);
}

function isErrorClass(matcher: unknown): matcher is new (...args: never[]) => Error {
  return matcher === Error || (typeof matcher === "function" && matcher.prototype instanceof Error);
}
