import type { MinuteSummary } from "./minute-summary.ts";

/** How many workers ended a task of each queue in these minutes, by the queue's name. Pure. */
export function consumersOf(minutes: readonly MinuteSummary[]): ReadonlyMap<string, number> {
  const found = new Map<string, Set<string>>();
  for (const { ran } of minutes) {
    for (const [worker, tasks] of ran) {
      for (const { queue } of tasks.values()) {
        const workers = found.get(queue) ?? new Set();
        found.set(queue, workers.add(worker));
      }
    }
  }
  return new Map([...found].map(([queue, workers]) => [queue, workers.size]));
}
