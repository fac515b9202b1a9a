import { z } from "zod";
import { LovageError } from "../../errors/index.ts";
import { isFinalRecord } from "../../lifecycle/index.ts";
import { type AsyncResult, shownResult } from "../../results/index.ts";
import { stateOf } from "./task-fields.ts";

/** For how long a request waits for a task at most, in seconds. */
export const LONGEST_WAIT = 300;

/** How a task went, as Flower's API answers it. */
export const outcome = z.object({
  "task-id": z.string(),
  state: z.string(),
  /** Of a task that is over: its result, the error in a sentence, or why it was revoked. */
  result: z.unknown().optional(),
  traceback: z.string().nullable().optional(),
});

/**
 * How a task went, after waiting until it is over, for `timeout` seconds at most: then it answers with how it stands.
 *
 * @param timeout - 0 does not wait
 */
export async function outcomeOf(result: AsyncResult, timeout: number): Promise<z.infer<typeof outcome>> {
  if (timeout > 0) await result.get({ timeout: timeout * 1_000 }).catch(unlessOutcome);
  const record = await result.record();
  const said = { "task-id": result.id, state: record ? stateOf(record) : "PENDING" };
  if (!record || !isFinalRecord(record)) return said;
  switch (record.state) {
    case "SUCCESS":
      return { ...said, result: shownResult(record) };
    case "FAILURE": {
      const { name, message, stack = null } = record.error;
      return { ...said, result: `${name}: ${message}`, traceback: stack };
    }
    case "REVOKED":
      return { ...said, result: record.reason };
    case "IGNORED":
      return { ...said, result: null };
  }
}

/** What `get` throws about the task itself, the record says better. */
function unlessOutcome(error: unknown): void {
  const codes = ["TASK_FAILED", "TASK_REVOKED", "RESULT_TIMEOUT", "RESULT_IGNORED", "RESULT_WITHHELD"] as const;
  if (!codes.some((code) => LovageError.is(error, code))) throw error;
}
