import type { MinuteSummary } from "./minute-summary.ts";
import { type WorkerKind, workerKind } from "./worker-kind.ts";

/** How many workers of each kind were at work. */
export type Headcount = Readonly<Record<WorkerKind, number>>;

/** What the journal shows of the workers as a whole, over some minutes. */
export interface Fleet {
  /** How many ended a task in each minute: Lambda's concurrency in environments, as far as they end tasks each minute. */
  readonly minutes: readonly { readonly minute: number; readonly atWork: Headcount }[];
  /** How many ended a task at all. */
  readonly seen: Headcount;
  /** How many of those ended none in the minutes before: of Lambda mostly cold starts, as an idle environment is soon gone. */
  readonly begun: Headcount;
}

/** Counts the workers of minutes. @param before - the minutes before them, by which it is told who is new. Pure. */
export function fleetOf(minutes: readonly MinuteSummary[], before: readonly MinuteSummary[]): Fleet {
  const known = new Set(before.flatMap(({ workers }) => [...workers.keys()]));
  const seen = new Set(minutes.flatMap(({ workers }) => [...workers.keys()]));
  return {
    minutes: minutes.map(({ minute, workers }) => ({ minute, atWork: headcount([...workers.keys()]) })),
    seen: headcount([...seen]),
    begun: headcount([...seen].filter((name) => !known.has(name))),
  };
}

function headcount(names: readonly string[]): Headcount {
  const lambda = names.filter((name) => workerKind(name) === "lambda").length;
  return { lambda, poller: names.length - lambda };
}
