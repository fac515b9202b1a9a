import type { AppOptions } from "../../settings/index.ts";
import { readCount } from "../words/count.ts";
import { readDuration } from "../words/duration.ts";
import { readLogLevel } from "../words/log-level.ts";
import { readNames } from "../words/names.ts";
import type { WorkerWords } from "./worker-words.ts";

/** What `lovage worker` is to do. */
export interface WorkerOrder {
  /** The queues to take from; undefined for all that the app's tasks use. */
  readonly queues: readonly string[] | undefined;
  /** How long a stop waits for what runs, in milliseconds. */
  readonly grace: number;
  /** Options that win over the app's own. */
  readonly options: Partial<AppOptions>;
}

/** Reads what was typed. Pure. @throws LovageError INVALID_USAGE */
export function readWorker(words: WorkerWords): WorkerOrder {
  const options: Partial<AppOptions> = {};
  if (words.concurrency !== undefined) options.concurrency = readCount(words.concurrency, "--concurrency", 1, 10_000);
  if (words.loglevel !== undefined) options.logLevel = readLogLevel(words.loglevel);
  return {
    queues: words.queues === undefined ? undefined : readNames(words.queues, "--queues"),
    grace: readDuration(words.grace, "--grace"),
    options,
  };
}
