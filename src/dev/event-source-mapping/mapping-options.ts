import { LovageError } from "../../errors/index.ts";

/** How a queue is connected to a function, in the words of Lambda's event source mappings; times in milliseconds. */
export interface MappingOptions {
  /** The most messages of one invocation: 1 to 10,000; 10 on a FIFO queue. @default 10 */
  readonly batchSize?: number | undefined;
  /** How long a batch that is not full waits for more, up to 5 minutes; not on a FIFO queue. @default 0 */
  readonly batchingWindow?: number | undefined;
  /** The most invocations at one time, 2 to 1,000. @default as many as the function has environments */
  readonly maxConcurrency?: number | undefined;
}

/**
 * Refuses what Lambda refuses of a mapping (CreateEventSourceMapping, with-sqs and services-sqs-configure of the Lambda
 * developer guide), so that what runs here can be deployed.
 *
 * @throws LovageError INVALID_OPTION
 */
export function checkMapping(
  options: MappingOptions,
  queue: { name: string; fifo: boolean; visibilityTimeout: number },
  functionTimeout: number,
): void {
  const { batchSize = 10, batchingWindow = 0, maxConcurrency } = options;
  const check = (option: string, got: number, allowed: string, is: boolean) => {
    if (!is) throw new LovageError("INVALID_OPTION", { option, where: `the mapping of ${queue.name}`, got, allowed });
  };
  const largest = queue.fifo ? 10 : 10_000;
  check("batchSize", batchSize, `a whole number from 1 to ${largest}`, isWhole(batchSize, 1, largest));
  const longest = queue.fifo ? 0 : 300_000;
  check("batchingWindow", batchingWindow, `0 to ${longest} ms`, batchingWindow >= 0 && batchingWindow <= longest);
  check(
    "batchSize",
    batchSize,
    "at most 10 where batchingWindow is under 1 s",
    batchSize <= 10 || batchingWindow >= 1_000,
  );
  if (maxConcurrency !== undefined) {
    check("maxConcurrency", maxConcurrency, "a whole number from 2 to 1000", isWhole(maxConcurrency, 2, 1_000));
  }
  const { visibilityTimeout } = queue;
  const least = `at least the function's timeout, ${functionTimeout} ms`;
  check("visibilityTimeout", visibilityTimeout, least, visibilityTimeout >= functionTimeout);
}

function isWhole(value: number, from: number, to: number): boolean {
  return Number.isInteger(value) && value >= from && value <= to;
}
