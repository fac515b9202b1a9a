/** A function, as it is deployed: what runs, with what. */
export interface FunctionOptions {
  /** Its name: at the end of its ARN, and before each line of its log. */
  readonly name: string;
  /** The ES module whose export `handler` is called, as a path. */
  readonly code: string;
  /** All of its environment, besides what Lambda itself sets. Nothing of this process's leaks into it. */
  readonly env: Readonly<Record<string, string>>;
  /** How long an invocation may take, in milliseconds. */
  readonly timeout: number;
  /** How large an environment's heap may grow, in MB. @default 1024 */
  readonly memoryMb?: number | undefined;
  /** How many environments there may be, and so invocations at one time. @default 5 */
  readonly concurrency?: number | undefined;
}

/** The number with which Lambda itself begins to read a queue (services-sqs-scaling, Lambda developer guide). */
export const DEFAULT_CONCURRENCY = 5;

/** Enough for photographs and the like; a heap is not allocated before it is used. */
export const DEFAULT_MEMORY_MB = 1_024;
