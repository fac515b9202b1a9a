/** What a worker is, by its name in the journal. */
export type WorkerKind = "lambda" | "poller";

/**
 * Tells an execution environment of Lambda, which signs with its log stream (`2026/11/21/[$LATEST]9f…`), from a poller, which signs with
 * its host and process. Pure.
 */
export function workerKind(name: string): WorkerKind {
  return /^\d{4}\/\d\d\/\d\d\/.*\[[^\]]+\][0-9a-f]{32}$/.test(name) ? "lambda" : "poller";
}
