import { useState } from "preact/hooks";
import type { QueueHistory } from "./answers.ts";
import { useLive } from "./use-live.ts";

/** Whether this page has learned that there are no metrics of the queues: only CloudWatch keeps any. It is not asked again. */
let absent = false;

/**
 * How deep the queues were over the last minutes.
 *
 * @returns "reading" before the first answer; undefined where nobody keeps it, or it cannot be read
 */
export function useQueueHistory(minutes: number): QueueHistory | "reading" | undefined {
  const [asks, setAsks] = useState(!absent);
  const { data, error } = useLive<QueueHistory>(asks ? `/api/queues/history?minutes=${minutes}` : undefined, 30_000);
  if (asks && error?.status === 404) {
    absent = true;
    setAsks(false);
  }
  if (data) return data;
  return asks && !error ? "reading" : undefined;
}
