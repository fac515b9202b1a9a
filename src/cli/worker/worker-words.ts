/** `lovage worker`, as it was typed. */
export interface WorkerWords {
  readonly files: readonly string[];
  readonly queues?: string;
  readonly concurrency?: string;
  readonly grace: string;
  readonly loglevel?: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly json?: boolean;
}
