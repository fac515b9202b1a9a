/**
 * How the times of a worker hang together, in one place, so that the infrastructure and the consumer never disagree:
 *
 *     task's time limit  <  function's timeout  <=  queue's visibility timeout
 *
 * All in seconds. AWS refuses an event source mapping whose queue hides messages for less time than the function may
 * run, and recommends six times the timeout
 * (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html).
 */
export interface TimeBudget {
  /** The Lambda function's timeout. */
  readonly functionTimeout: number;
  /** The queue's visibility timeout. */
  readonly visibilityTimeout: number;
}

/** Lambda's longest timeout, in seconds (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
export const LONGEST_FUNCTION_TIMEOUT = 900;

/** SQS's longest visibility timeout, in seconds: 12 hours. */
export const LONGEST_VISIBILITY = 43_200;

/**
 * Derives the budget.
 *
 * The visibility timeout matters only when a worker dies: a failed attempt sets its own. So it is the timeout and a
 * minute, not six times the timeout: a task of a dead worker is back soon. (AWS's factor of six is for functions whose
 * throttled invocations are retried inside the visibility timeout; a Lovage queue bounds its mapping's concurrency
 * and allows many receives instead.)
 *
 * @param options.functionTimeout - seconds. @default the time limit and ten seconds; 60 when there is none
 * @param options.timeLimit - seconds, of the slowest task
 */
export function timeBudget(options: { functionTimeout?: number; timeLimit?: number } = {}): TimeBudget {
  const wanted = options.functionTimeout ?? (options.timeLimit === undefined ? 60 : Math.ceil(options.timeLimit) + 10);
  const functionTimeout = Math.min(LONGEST_FUNCTION_TIMEOUT, wanted);
  return { functionTimeout, visibilityTimeout: Math.min(LONGEST_VISIBILITY, functionTimeout + 60) };
}

/**
 * How long before the invocation's deadline unfinished tasks are cut short, in milliseconds: a twentieth of what is
 * left at the start, at least one second (two writes must still fit), at most ten, and never over half.
 */
export function guardMargin(remaining: number): number {
  return Math.min(remaining / 2, Math.min(10_000, Math.max(1_000, remaining / 20)));
}
