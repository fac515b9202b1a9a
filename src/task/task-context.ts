import type { RetryTiming } from "../retry/index.ts";

/** A log that knows which task and attempt it speaks of. The message comes first, fields of your own second. */
export interface TaskLog {
  debug(message: string, fields?: object): void;
  info(message: string, fields?: object): void;
  warn(message: string, fields?: object): void;
  error(message: string, fields?: object): void;
}

/** What a handler with `bind: true` gets as its first argument: the running attempt (Celery's `self.request`). */
export interface TaskContext {
  readonly id: string;
  /** The task's name, as registered. */
  readonly name: string;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  /** How many attempts failed before this one. */
  readonly retries: number;
  readonly queue: string;
  /** The task that sent this one. */
  readonly parentId: string | undefined;
  /** The task at the root of the chain of tasks that send tasks; its own id where nothing sent it. */
  readonly rootId: string;
  readonly groupId: string | undefined;
  readonly groupIndex: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  /** The schedule that this run is of, and the time at which it was due; undefined where no schedule sent the task. */
  readonly tick: { readonly schedule: string; readonly scheduledAt: Date } | undefined;
  /** Aborted at the soft time limit, the time limit, the worker's deadline or its shutdown; `reason` says which. */
  readonly signal: AbortSignal;
  /** Until when the worker can run at most, in milliseconds since 1970; Infinity where it has no deadline. */
  readonly deadline: number;
  readonly log: TaskLog;
  /** False when the handler was called directly, in process. */
  readonly sent: boolean;
  /**
   * Ends this attempt and asks for another: `throw task.retry({ countdown: "1m" })`. It throws by itself, so the
   * `throw` is only there for the compiler and the reader.
   *
   * @param options.cause - the error to fail with when no retry is left
   */
  retry(timing?: RetryTiming & { cause?: unknown }): never;
  /**
   * Stores a state of your own and something about it, such as how far the task is: `await task.updateState({ state:
   * "PROGRESS", meta: { done: 3, of: 10 } })`. Readers see it in place of STARTED until the attempt ends. Without
   * effect where nothing is tracked.
   *
   * @throws LovageError UNKNOWN_STATE when the state is one of Lovage's own; NOT_SERIALIZABLE
   */
  updateState(update: { state: string; meta?: unknown }): Promise<void>;
}
