import { z } from "zod";
import { isFinalRecord, type TaskRecord } from "../../lifecycle/index.ts";
import { plainValue } from "../../message/index.ts";
import { shownArguments, shownResult } from "../../results/index.ts";
import { millis, moment, momentText, recordedError } from "./schemas.ts";

/** What is known of a task, for people. What is absent is not known, or has no meaning in its state. */
export const recordView = z.object({
  id: z.string(),
  /** One of Lovage's states, or one of the task's own. */
  state: z.string(),
  task: z.string(),
  queue: z.string(),
  attempt: z.int(),
  failures: z.int(),
  startedAt: moment,
  finishedAt: moment.optional(),
  /** From the start of the first attempt to the end of the last. */
  took: millis.optional(),
  /** Until when the running attempt is believed to run; once that is over, its worker is lost. */
  leaseUntil: moment.optional(),
  lost: z.boolean().optional(),
  retryAt: moment.optional(),
  meta: z.unknown().optional(),
  /** The arguments as far as the record keeps them; a text that ends in "…" where they are cut. */
  args: z.union([z.array(z.unknown()), z.string()]).optional(),
  kwargs: z.union([z.record(z.string(), z.unknown()), z.string()]).optional(),
  result: z.unknown().optional(),
  error: recordedError.optional(),
  reason: z.string().optional(),
  parentId: z.string().optional(),
  rootId: z.string().optional(),
  groupId: z.string().optional(),
  expiresAt: moment,
});

/** A record as the API gives it. Pure. */
export function viewRecord(record: TaskRecord, now: number): z.infer<typeof recordView> {
  const { id, task, queue, attempt, failures, startedAt, parentId, rootId, groupId, expiresAt } = record;
  return {
    ...{ id, state: record.state, task, queue, attempt, failures, startedAt: momentText(startedAt) },
    ...{ parentId, rootId, groupId, expiresAt: momentText(expiresAt * 1_000) },
    ...(isFinalRecord(record) && { finishedAt: momentText(record.finishedAt), took: record.finishedAt - startedAt }),
    ...(shownArguments(record) as Pick<z.infer<typeof recordView>, "args" | "kwargs">),
    ...inItsState(record, now),
  };
}

function inItsState(record: TaskRecord, now: number): Partial<z.infer<typeof recordView>> {
  switch (record.state) {
    case "STARTED": {
      const { progress, leaseUntil } = record;
      const own = progress && { state: progress.state, meta: plainValue(progress.meta) };
      return { leaseUntil: momentText(leaseUntil), lost: leaseUntil <= now, ...own };
    }
    case "RETRY":
      return { retryAt: momentText(record.retryAt), error: record.error };
    case "SUCCESS":
      return { result: shownResult(record) };
    case "FAILURE":
      return { error: record.error };
    case "REVOKED":
      return { reason: record.reason };
    case "IGNORED":
      return {};
  }
}
