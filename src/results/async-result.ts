import { LovageError, type RecordedError, reviveError } from "../errors/index.ts";
import {
  type FinalRecord,
  isExpired,
  isFinalRecord,
  isLost,
  type SuccessRecord,
  type TaskRecord,
} from "../lifecycle/index.ts";
import { decodeValue } from "../message/index.ts";
import { type Adapters, storedResult } from "../ports/index.ts";
import { type Clock, sleep } from "../runtime/index.ts";
import { type Duration, milliseconds } from "../settings/index.ts";
import { type KeptArguments, readKeptArguments } from "./kept-arguments.ts";
import type { Revocation } from "./revocation.ts";
import type { RevokeOptions } from "./revoke-options.ts";
import { type KnownTask, revokeTasks } from "./revoke-tasks.ts";

/** What an AsyncResult reads from. */
export interface ResultSurroundings {
  readonly clock: Clock;
  readonly adapters: () => Adapters | Promise<Adapters>;
}

/** How long and how often `get` looks. */
export interface GetOptions {
  /** @default for ever */
  timeout?: Duration;
  /** Ends the wait; `get` rejects with its reason. */
  signal?: AbortSignal;
  /** The first pause between two looks; it grows by half each time, up to `maxInterval`. @default "50ms" */
  interval?: Duration;
  /** @default "2s" */
  maxInterval?: Duration;
}

/**
 * A handle to a task that was sent: its state, and its result once it is there. Reading costs one GetItem each time.
 * A task of which nothing is known, because no worker has started it or because its record is gone, is PENDING, as in Celery.
 */
export class AsyncResult<R = unknown> {
  /** The task's id. */
  readonly id: string;
  readonly #surroundings: ResultSurroundings;
  readonly #known: KnownTask;

  constructor(id: string, surroundings: ResultSurroundings, known: KnownTask = {}) {
    this.id = id;
    this.#surroundings = surroundings;
    this.#known = known;
  }

  /** The task record, or undefined while there is none or once its time is over. */
  async record(): Promise<TaskRecord | undefined> {
    const { store } = await this.#surroundings.adapters();
    const record = await store.read(this.id);
    return record && !isExpired(record, this.#surroundings.clock.now()) ? record : undefined;
  }

  /**
   * PENDING, STARTED, RETRY, SUCCESS, FAILURE, REVOKED, IGNORED, or a state of the task's own; and LOST, which no record
   * says: see `lost`.
   */
  async state(): Promise<string> {
    return stateOf(await this.record(), this.#surroundings.clock.now());
  }

  /**
   * Whether the task's worker has died, or was cut off, while it ran: the record says STARTED, and its lease is over. The
   * task is not: it runs again when its message comes back, about a minute after the lease.
   */
  async lost(): Promise<boolean> {
    const record = await this.record();
    return record !== undefined && isLost(record, this.#surroundings.clock.now());
  }

  /** Whether the task is over, well or not. */
  async ready(): Promise<boolean> {
    const record = await this.record();
    return record !== undefined && isFinalRecord(record);
  }

  /** Whether the task is over and has a result. */
  async successful(): Promise<boolean> {
    return (await this.record())?.state === "SUCCESS";
  }

  /** Whether the task failed for good. */
  async failed(): Promise<boolean> {
    return (await this.record())?.state === "FAILURE";
  }

  /**
   * The result if it is there, else undefined. Does not wait and does not throw what the task threw.
   *
   * @throws LovageError RESULT_WITHHELD, PAYLOAD_MISSING, NO_PAYLOADS
   */
  async result(): Promise<R | undefined> {
    const record = await this.record();
    return record?.state === "SUCCESS" ? this.#resultOf(record) : undefined;
  }

  /** The error of a task that failed or is about to be retried, else undefined. */
  async error(): Promise<Error | undefined> {
    const record = await this.record();
    return record && "error" in record && record.error ? reviveError(record.error) : undefined;
  }

  /** What there is to know: the meta of a custom state, the result, or the error (Celery's `info`). */
  async info(): Promise<unknown> {
    const record = await this.record();
    if (record?.state === "STARTED") return record.progress ? decodeValue(record.progress.meta) : undefined;
    if (record?.state === "SUCCESS") return record.withheld ? undefined : this.#resultOf(record);
    return record && "error" in record && record.error ? reviveError(record.error) : undefined;
  }

  /**
   * The arguments, as far as the record keeps them (`keepArguments`), without what is sensitive. Undefined where it keeps none,
   * and before a worker has begun the task.
   */
  async arguments(): Promise<KeptArguments | undefined> {
    const record = await this.record();
    return record && readKeptArguments(record);
  }

  /**
   * Waits for the task to end, and gives its result.
   *
   * @throws LovageError TASK_FAILED with the task's own error as `cause`, its remote stack in it; TASK_REVOKED;
   * RESULT_TIMEOUT; RESULT_IGNORED; RESULT_WITHHELD; PAYLOAD_MISSING; NO_PAYLOADS; and the signal's reason when it is aborted.
   */
  async get(options: GetOptions = {}): Promise<R> {
    if (this.#known.track === "none") throw new LovageError("RESULT_IGNORED", { taskId: this.id });
    const { clock } = this.#surroundings;
    const timeout = options.timeout === undefined ? Number.POSITIVE_INFINITY : milliseconds(options.timeout, "timeout");
    const longest = milliseconds(options.maxInterval ?? "2s", "maxInterval");
    const end = clock.now() + timeout;
    let pause = milliseconds(options.interval ?? "50ms", "interval");
    for (;;) {
      options.signal?.throwIfAborted();
      const record = await this.record();
      if (record?.state === "SUCCESS") return this.#resultOf(record);
      if (record && isFinalRecord(record)) return outcome<R>(record);
      const left = end - clock.now();
      if (left <= 0)
        throw new LovageError("RESULT_TIMEOUT", { taskId: this.id, timeout, state: stateOf(record, clock.now()) });
      await sleep(clock, Math.min(pause, left), options.signal);
      pause = Math.min(longest, pause * 1.5);
    }
  }

  /** Deletes what is stored about the task. A copy of its message that is delivered later would run it again. */
  async forget(): Promise<void> {
    const { store, payloads } = await this.#surroundings.adapters();
    const record = payloads && (await store.read(this.id));
    await store.forget(this.id);
    if (record?.state === "SUCCESS" && record.payload) await payloads?.remove(record.payload.key);
  }

  /**
   * Keeps the task from running (Celery's `AsyncResult.revoke`). Before it runs, and while it waits for a retry, it is REVOKED
   * at once. While it runs it may finish, unless `terminate` ends it. One that is over stays as it is, and the answer says so.
   *
   * @throws LovageError UNKNOWN_OPTION, INVALID_OPTION; REVOKE_UNTRACKED where nothing is stored that a worker would see
   */
  async revoke(options: RevokeOptions = {}): Promise<Revocation> {
    const [revocation] = await revokeTasks([this.id], options, this.#surroundings, this.#known);
    return revocation as Revocation;
  }

  async #resultOf(record: SuccessRecord): Promise<R> {
    const { payloads } = await this.#surroundings.adapters();
    return decodeValue(await storedResult(record, payloads)) as R;
  }
}

function stateOf(record: TaskRecord | undefined, now: number): string {
  if (!record) return "PENDING";
  if (isLost(record, now)) return "LOST";
  return record.state === "STARTED" && record.progress ? record.progress.state : record.state;
}

function outcome<R>(record: Exclude<FinalRecord, SuccessRecord>): R {
  switch (record.state) {
    case "FAILURE":
      throw taskFailed(record.id, record.task, record.error);
    case "REVOKED":
      throw new LovageError("TASK_REVOKED", { taskId: record.id, reason: record.reason });
    case "IGNORED":
      return undefined as R;
  }
}

function taskFailed(taskId: string, task: string, error: RecordedError): LovageError {
  const detail = { taskId, task, error: `${error.name}: ${error.message}` };
  return new LovageError("TASK_FAILED", detail, { cause: reviveError(error) });
}
