/** What becomes of a batch after its invocation. */
export interface BatchPlan {
  /** The ids of the messages that are not deleted: they reappear when their visibility timeout ends. */
  readonly returned: ReadonlySet<string>;
  /** Why the whole batch is returned, when the answer itself is at fault. */
  readonly problem?: string;
}

/**
 * Reads a function's answer as `ReportBatchItemFailures` has it (services-sqs-errorhandling, Lambda developer guide).
 * Nothing, `""`, `[]`, `{}` and an empty or null `batchItemFailures` delete the whole batch. An id that is empty, null,
 * under another key, or of no message of the batch returns the whole batch, and so does what is no JSON. An answer that is
 * some other JSON than an object is in no list of AWS's; it cannot be read as one, so it returns the whole batch too.
 *
 * @param batchIds - the message ids of the batch
 * @param payload - the answer, as JSON text
 */
export function planBatchAnswer(batchIds: readonly string[], payload: string): BatchPlan {
  if (payload === "") return deleteAll;
  let answer: unknown;
  try {
    answer = JSON.parse(payload);
  } catch {
    return returnAll(batchIds, "the answer is no JSON");
  }
  if (answer === null || answer === "" || (Array.isArray(answer) && answer.length === 0)) return deleteAll;
  if (typeof answer !== "object" || Array.isArray(answer)) {
    return returnAll(batchIds, "the answer is no object with batchItemFailures");
  }
  const failures = "batchItemFailures" in answer ? answer.batchItemFailures : undefined;
  if (failures === undefined || failures === null) return deleteAll;
  if (!Array.isArray(failures)) return returnAll(batchIds, "batchItemFailures is no list");
  const known = new Set(batchIds);
  const returned = new Set<string>();
  for (const failure of failures) {
    const id: unknown = typeof failure === "object" && failure !== null ? failure.itemIdentifier : undefined;
    if (typeof id !== "string" || !known.has(id)) {
      return returnAll(batchIds, `${JSON.stringify(failure)} in batchItemFailures names no message of the batch`);
    }
    returned.add(id);
  }
  return { returned };
}

const deleteAll: BatchPlan = { returned: new Set() };

function returnAll(batchIds: readonly string[], problem: string): BatchPlan {
  return { returned: new Set(batchIds), problem };
}
