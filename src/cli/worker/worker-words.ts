import type { PlaceWords } from "../commands/where-options.ts";

/** `lovage worker`, as it was typed. */
export interface WorkerWords extends PlaceWords {
  readonly files: readonly string[];
  readonly queues?: string;
  readonly concurrency?: string;
  readonly grace: string;
  readonly loglevel?: string;
  readonly json?: boolean;
}
