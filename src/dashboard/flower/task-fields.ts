import { z } from "zod";
import { isFinalRecord, type TaskRecord } from "../../lifecycle/index.ts";
import { shownArguments, shownResult } from "../../results/index.ts";
import type { FoundLine } from "../journal/find-lines.ts";

const seconds = z.number().nullable();
const text = z.string().nullable();

/**
 * A task as Flower shows it: times in seconds since 1970, a runtime in seconds. What Celery's workers tell by events and ours
 * do not is null, as it is in Flower where an event was missed.
 */
export const taskFields = z.object({
  uuid: z.string(),
  name: z.string(),
  state: z.string(),
  received: seconds,
  started: seconds,
  succeeded: seconds,
  failed: seconds,
  retried: seconds,
  revoked: seconds,
  /** When its latest attempt ended; of one that runs, when it began. */
  timestamp: z.number(),
  /** Of its latest attempt. */
  runtime: seconds,
  retries: z.int(),
  worker: text,
  /** The result as JSON. */
  result: text,
  exception: text,
  traceback: text,
  /** The queue. */
  routing_key: z.string(),
  root_id: text,
  parent_id: text,
  /** The arguments as JSON, as far as the record keeps them. */
  args: text,
  kwargs: text,
  sent: z.null(),
  rejected: z.null(),
  eta: z.null(),
  expires: z.null(),
  exchange: z.null(),
  client: z.null(),
  clock: z.int(),
});

/** A task, in the fields of `taskFields`. */
export type TaskFields = z.infer<typeof taskFields>;

/** A task by its latest line in the journal, with what its record adds where there is still one. Pure. */
export function fieldsOfLine(line: FoundLine, record: TaskRecord | undefined): TaskFields {
  const { id, task, queue, state, attempt, startedAt, runtime, worker } = line;
  return {
    ...unknown,
    ...{ uuid: id, name: task, state, routing_key: queue, worker, retries: attempt - 1 },
    ...{ received: startedAt / 1_000, started: startedAt / 1_000, runtime: runtime / 1_000 },
    ...endOf(state, startedAt + runtime),
    ...(record && outcomeOf(record)),
  };
}

/** A task by its record. @param latest - its latest attempt that has ended, if the journal knows one. Pure. */
export function fieldsOfRecord(record: TaskRecord, latest: FoundLine | undefined): TaskFields {
  const { id, task, queue, state, attempt, startedAt } = record;
  const began = startedAt / 1_000;
  return {
    ...unknown,
    ...{ uuid: id, name: task, state: stateOf(record), routing_key: queue, retries: Math.max(0, attempt - 1) },
    ...{ received: began, started: began, timestamp: began },
    ...(latest && { worker: latest.worker, runtime: latest.runtime / 1_000, ...endOf(latest.state, endedAt(latest)) }),
    ...(isFinalRecord(record) && endOf(state, record.finishedAt)),
    ...outcomeOf(record),
  };
}

/** The state in Celery's words, or the task's own. Pure. */
export function stateOf(record: TaskRecord): string {
  return record.state === "STARTED" && record.progress ? record.progress.state : record.state;
}

const unknown = {
  ...{ succeeded: null, failed: null, retried: null, revoked: null, runtime: null, worker: null },
  ...{ result: null, exception: null, traceback: null, root_id: null, parent_id: null, args: null, kwargs: null },
  ...{ sent: null, rejected: null, eta: null, expires: null, exchange: null, client: null, clock: 0 },
} as const;

const fieldOf: Readonly<Record<string, "succeeded" | "failed" | "retried" | "revoked">> = {
  SUCCESS: "succeeded",
  FAILURE: "failed",
  RETRY: "retried",
  REVOKED: "revoked",
};

function endOf(state: string, at: number): Pick<TaskFields, "timestamp"> & Partial<TaskFields> {
  const field = fieldOf[state];
  return { timestamp: at / 1_000, ...(field && { [field]: at / 1_000 }) };
}

function endedAt({ startedAt, runtime }: FoundLine): number {
  return startedAt + runtime;
}

function outcomeOf(record: TaskRecord): Partial<TaskFields> {
  const { rootId = null, parentId = null } = record;
  const { args, kwargs } = shownArguments(record);
  const relatives = { root_id: rootId, parent_id: parentId, args: asText(args), kwargs: asText(kwargs) };
  if (record.state === "SUCCESS") return { ...relatives, result: JSON.stringify(shownResult(record)) };
  const error = "error" in record ? record.error : undefined;
  if (!error) return relatives;
  return { ...relatives, exception: `${error.name}: ${error.message}`, traceback: error.stack ?? null };
}

/** What is cut already is a text that ends in "…", and is no JSON any more. */
function asText(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
