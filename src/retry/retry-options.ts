import { checkOptions, type Duration, milliseconds, type Rule, rule } from "../settings/index.ts";

/** An error by its class, its `name` or `code`, or whatever a function says of it. */
export type ErrorMatcher = (new (...args: never[]) => Error) | string | ((error: unknown) => boolean);

/** How a failed attempt is followed by another, as written. */
export interface RetryOptions {
  /** How many retries may follow the first attempt; `Infinity` for no bound. @default 3 (Celery's max_retries) */
  max?: number;
  /** How the wait grows: always `delay`; `delay` times the number of the retry; or doubling. @default "exponential" */
  backoff?: "fixed" | "linear" | "exponential";
  /** The wait before the first retry. @default "1s" */
  delay?: Duration;
  /** The longest wait. @default "10m" (Celery's retry_backoff_max) */
  cap?: Duration;
  /**
   * How the wait is randomised, so that tasks that failed together do not come back together: not at all; anywhere
   * from 0 to the wait; or from half of it to all of it. @default "full" (Celery's retry_jitter)
   */
  jitter?: "none" | "full" | "equal";
  /** Only these errors are retried. @default all */
  retryOn?: ErrorMatcher | readonly ErrorMatcher[];
  /** These errors are not retried, whatever `retryOn` says (Celery's dont_autoretry_for). @default none */
  giveUpOn?: ErrorMatcher | readonly ErrorMatcher[];
  /**
   * How many deaths of its worker (out of memory, a crash, a function's timeout) a task survives. They are counted
   * apart from the retries: who dies is not always to blame. @default 3
   */
  maxWorkerLost?: number;
}

/** The resolved policy: times in milliseconds. `automatic` is false when only the task itself may ask for a retry. */
export interface RetryPolicy {
  readonly automatic: boolean;
  readonly max: number;
  readonly backoff: "fixed" | "linear" | "exponential";
  readonly delay: number;
  readonly cap: number;
  readonly jitter: "none" | "full" | "equal";
  readonly retryOn: readonly ErrorMatcher[] | undefined;
  readonly giveUpOn: readonly ErrorMatcher[];
  readonly maxWorkerLost: number;
}

const count: Rule = {
  allowed: "a whole number from 0, or Infinity",
  test: (v) => v === Number.POSITIVE_INFINITY || (Number.isInteger(v) && Number(v) >= 0),
};
const matchers: Rule = {
  allowed: "an error class, an error's name or code, a function, or a list of those",
  test: (v) => [v].flat().every((m) => typeof m === "function" || (typeof m === "string" && m.length > 0)),
};
const rules = {
  max: count,
  backoff: rule.oneOf("fixed", "linear", "exponential"),
  delay: rule.duration,
  cap: rule.duration,
  jitter: rule.oneOf("none", "full", "equal"),
  retryOn: matchers,
  giveUpOn: matchers,
  maxWorkerLost: count,
};

/**
 * Resolves what a task says of its retries. A number is a policy with that `max`. Absent or false, an error is not
 * retried, as in Celery, but the task may still ask (`task.retry()`, `RetryAfter`): three times, 3 minutes apart,
 * which are Celery's max_retries and default_retry_delay.
 *
 * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION
 */
export function retryPolicy(where: string, written: RetryOptions | number | false | undefined): RetryPolicy {
  if (written === undefined || written === false) {
    return Object.freeze({ ...defaults, automatic: false, backoff: "fixed", jitter: "none", delay: 180_000 });
  }
  const options = typeof written === "number" ? { max: written } : written;
  checkOptions(`${where}: retry`, options, rules);
  return Object.freeze({
    automatic: true,
    max: options.max ?? defaults.max,
    backoff: options.backoff ?? defaults.backoff,
    delay: milliseconds(options.delay ?? defaults.delay, "retry.delay"),
    cap: milliseconds(options.cap ?? defaults.cap, "retry.cap"),
    jitter: options.jitter ?? defaults.jitter,
    retryOn: options.retryOn === undefined ? undefined : [options.retryOn].flat(),
    giveUpOn: options.giveUpOn === undefined ? [] : [options.giveUpOn].flat(),
    maxWorkerLost: options.maxWorkerLost ?? defaults.maxWorkerLost,
  });
}

const defaults: RetryPolicy = {
  automatic: true,
  max: 3,
  backoff: "exponential",
  delay: 1_000,
  cap: 600_000,
  jitter: "full",
  retryOn: undefined,
  giveUpOn: [],
  maxWorkerLost: 3,
};
