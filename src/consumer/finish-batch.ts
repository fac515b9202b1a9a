import { type Invocation, LONGEST_HIDING, type Outcome, type Worker } from "../execution/index.ts";
import type { JournalLine, TaskRecord } from "../lifecycle/index.ts";
import type { BatchAnswer } from "./consume-batch.ts";

/**
 * Ends a batch: the records of `track: "final"` and the journal leave together, one call for up to ten tasks; what has to
 * come back is hidden until its time. A task whose record could not be written is not acknowledged.
 */
export async function finishBatch(
  outcomes: readonly Outcome[],
  worker: Worker,
  invocation: Invocation,
): Promise<BatchAnswer> {
  const unwritten = await write(outcomes, worker, invocation);
  const isKept = (outcome: Outcome) =>
    outcome.disposition !== "acknowledge" || (outcome.record !== undefined && unwritten.has(outcome.record.id));
  const kept = outcomes.filter(isKept);
  await Promise.all(kept.map((outcome) => hide(outcome, worker)));
  return {
    acknowledged: outcomes.filter((outcome) => !isKept(outcome)).map(({ delivery }) => delivery),
    kept: kept.map(({ delivery }) => delivery),
  };
}

async function write(
  outcomes: readonly Outcome[],
  worker: Worker,
  invocation: Invocation,
): Promise<ReadonlySet<string>> {
  const records: TaskRecord[] = [];
  const lines: JournalLine[] = [];
  for (const { record, line } of outcomes) {
    if (record) records.push(record);
    if (line) lines.push(line);
  }
  if (records.length === 0 && lines.length === 0) return new Set();
  const entry = { at: worker.runtime.clock.now(), worker: invocation.worker, lines };
  try {
    return new Set(await worker.store.write(records, lines.length > 0 ? entry : undefined));
  } catch (error) {
    worker.runtime.logger.error(
      { error, records: records.length, lines: lines.length },
      "the batch's records could not be written",
    );
    return new Set(records.map(({ id }) => id));
  }
}

/** Without its own visibility a message only comes back later than it could, so a failure here is no more than a warning. */
async function hide({ delivery, disposition, until = 0 }: Outcome, { broker, runtime }: Worker): Promise<void> {
  if (disposition !== "hide") return;
  const seconds = Math.ceil((until - runtime.clock.now()) / 1_000);
  try {
    await broker.hide(delivery.queue, delivery.receipt, Math.min(LONGEST_HIDING, Math.max(0, seconds)));
  } catch (error) {
    runtime.logger.warn(
      { error, messageId: delivery.messageId, queue: delivery.queue },
      "visibility could not be changed",
    );
  }
}
