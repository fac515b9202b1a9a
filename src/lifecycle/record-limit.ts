import { LovageError, type RecordedError } from "../errors/index.ts";
import type { Progress } from "./task-record.ts";

/**
 * How many bytes of a record its result, error, reason or progress may take. DynamoDB's limit is 400 KB (409,600 bytes)
 * for the whole item (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html); 8 KB are left
 * for ids, names and times at their longest.
 */
export const LARGEST_PAYLOAD = 400 * 1_024 - 8 * 1_024;

/** The parts of a record, or of what it becomes, that are as long as a task makes them. */
export interface Payload {
  readonly state?: string;
  readonly result?: string;
  readonly error?: RecordedError;
  readonly reason?: string;
  readonly progress?: Progress;
}

/** The size of a record's payload as it is stored, in bytes. */
export function payloadBytes({ result, error, reason, progress }: Payload): number {
  let bytes = 0;
  for (const text of [result, reason]) if (text !== undefined) bytes += Buffer.byteLength(text);
  for (const part of [error, progress]) if (part !== undefined) bytes += Buffer.byteLength(JSON.stringify(part));
  return bytes;
}

/**
 * Refuses a payload that no store can keep, before anything is sent.
 *
 * @param task - whose it is, for the error: the task's name, or its id where only that is known.
 * @throws LovageError RECORD_TOO_LARGE
 */
export function checkPayload(task: string, payload: Payload): void {
  const bytes = payloadBytes(payload);
  if (bytes > LARGEST_PAYLOAD) throw new LovageError("RECORD_TOO_LARGE", { task, bytes, limit: LARGEST_PAYLOAD });
}
