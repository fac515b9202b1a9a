import { setTimeout as pause } from "node:timers/promises";
import { createApp } from "lovage";

/** A run that a schedule has made. */
export interface ScheduledRun {
  readonly at: Date;
  readonly id: string;
  readonly result: unknown;
}

/**
 * Waits for the first run of a schedule that succeeds, with nothing but the app's name: EventBridge has the schedule, its
 * times make the ids of its runs, and DynamoDB has their records.
 *
 * @param patience - in milliseconds
 */
export async function firstRun(
  schedule: string,
  patience: number,
  signal: AbortSignal,
): Promise<ScheduledRun | undefined> {
  const shop = createApp({ name: "shop" });
  const end = performance.now() + patience;
  while (performance.now() < end && !signal.aborted) {
    for (const { at, id, record } of await shop.beat.lastRuns(schedule, 3)) {
      if (record?.state === "SUCCESS") return { at, id, result: await shop.result(id).result() };
    }
    await pause(500);
  }
  return undefined;
}
