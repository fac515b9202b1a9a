import type { Duration } from "../settings/index.ts";

/*
 * What a handler throws to steer its task. These are words, not faults: they are recognised by name, so that a copy
 * of the package in another bundle still speaks the same language.
 */

/** When a retry is to come: as `countdown` and `eta` of applyAsync. */
export interface RetryTiming {
  /** From now. @default what the task's retry policy says */
  countdown?: Duration;
  /** At this time. Wins over `countdown`. */
  eta?: Date;
  /** The highest number of retries, for this task from here on. @default the policy's */
  max?: number;
}

/**
 * "Run me again": thrown by `task.retry()`. Counts as a retry; when none is left the task fails with `cause`, or with
 * MAX_RETRIES_EXCEEDED where there is none.
 */
export class Retry extends Error {
  override readonly name = "Retry";
  readonly timing: RetryTiming;

  constructor(timing: RetryTiming = {}, options?: ErrorOptions) {
    super("retry was asked for", options);
    this.timing = timing;
  }
}

/**
 * A failure that knows when to try again, such as an HTTP 429 with its Retry-After. It is retried even by a task
 * that has no retry policy (then at most three times), and its own delay wins over the backoff.
 *
 * ```ts
 * throw new RetryAfter("30s", { cause: error });
 * ```
 */
export class RetryAfter extends Error {
  override readonly name = "RetryAfter";
  /** A duration from now, or the time itself. */
  readonly when: Duration | Date;

  constructor(when: Duration | Date, options?: ErrorOptions & { message?: string }) {
    super(options?.message ?? "to be tried again later", options);
    this.when = when;
  }
}

/** "Forget it": the message is acknowledged, and nothing is stored but that the task is over (Celery's Ignore). */
export class Ignore extends Error {
  override readonly name = "Ignore";

  constructor(reason = "ignored") {
    super(reason);
  }
}

/**
 * "Not by me": with `requeue` the message is given back at once, for another worker; without, it goes to the
 * dead-letter queue and the task is FAILURE (Celery's Reject).
 */
export class Reject extends Error {
  override readonly name = "Reject";
  readonly requeue: boolean;

  constructor(reason = "rejected", options: { requeue?: boolean } = {}) {
    super(reason);
    this.requeue = options.requeue ?? false;
  }
}

interface ControlByName {
  Retry: Retry;
  RetryAfter: RetryAfter;
  Ignore: Ignore;
  Reject: Reject;
}

const shapes = { Retry: "timing", RetryAfter: "when", Ignore: "message", Reject: "requeue" } as const;

/** Whether something thrown is the named control word, from this copy of the package or another. */
export function isControl<N extends keyof ControlByName>(thrown: unknown, name: N): thrown is ControlByName[N] {
  return thrown instanceof Error && thrown.name === name && shapes[name] in thrown;
}
