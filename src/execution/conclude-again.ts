import { LovageError, recordError } from "../errors/index.ts";
import type { FinalRecord, JournalLine, RevokedRecord } from "../lifecycle/index.ts";
import { storedResult } from "../ports/index.ts";
import { advance } from "./advance.ts";
import { bodyToDeadLetters } from "./bury.ts";
import { acknowledge, type Outcome } from "./outcome.ts";
import type { ReceivedTask } from "./received-task.ts";
import type { Worker } from "./worker.ts";

/**
 * A message whose task is over already: a duplicate, or one whose worker died between settling and acknowledging. It
 * does not run again; what follows a settled task is done once more, which is harmless because the ids are fixed.
 */
export async function concludeAgain(received: ReceivedTask, record: FinalRecord, worker: Worker): Promise<Outcome> {
  worker.runtime.logger.info(
    { id: record.id, task: record.task, state: record.state },
    "task is over already, and is not run again",
  );
  // A record of attempt 0 was concluded without running; its dead letter, if any, came before the record.
  if (record.state === "FAILURE" && record.attempt > 0) {
    const plan = { ending: record, failures: record.failures, cuts: record.cuts, dead: "FAILED" as const };
    await bodyToDeadLetters(received, plan, record.attempt, record.finishedAt, worker);
  }
  await advanceAgain(received, record, worker);
  return { ...acknowledge(received.delivery), ...(record.state === "REVOKED" && { line: lineOf(received, record) }) };
}

/** Why a result is not to be had, now or later. */
const gone = ["RESULT_WITHHELD", "PAYLOAD_MISSING", "NO_PAYLOADS"] as const;

/**
 * Its worker died before it had sent what follows, or after: nobody can tell. Where the result that is needed for it is not to be had any
 * more, a dead letter tells of it.
 */
async function advanceAgain(received: ReceivedTask, record: FinalRecord, worker: Worker): Promise<void> {
  const { callbacks, chain } = received.message.embed;
  if (record.state !== "SUCCESS" || !(callbacks?.length || chain?.length)) return advance(received, record, worker);
  let result: string;
  try {
    result = await storedResult(record, worker.payloads);
  } catch (error) {
    if (!gone.some((code) => LovageError.is(error, code))) throw error;
    const { id, task, attempt, finishedAt } = record;
    worker.runtime.logger.error({ id, task, error }, "what follows the task may not be sent, and its result is gone");
    const ending = { state: "FAILURE" as const, error: recordError(error) };
    return bodyToDeadLetters(received, { ending }, attempt, finishedAt, worker);
  }
  return advance(received, { ...record, result }, worker);
}

/** Who revokes a task may not know its name, nor its queue; here both are known, so here it is told in the journal. */
function lineOf({ definition, delivery }: ReceivedTask, { id, attempt, finishedAt }: RevokedRecord): JournalLine {
  const of = { id, task: definition.name, queue: delivery.queue };
  return { ...of, state: "REVOKED", attempt, startedAt: finishedAt, runtime: 0 };
}
