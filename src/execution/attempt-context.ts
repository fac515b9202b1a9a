import { LovageError } from "../errors/index.ts";
import { states } from "../lifecycle/index.ts";
import { encodeValue, type Message } from "../message/index.ts";
import { Retry, type RetryTiming } from "../retry/index.ts";
import type { Logger } from "../runtime/index.ts";
import type { TaskContext, TaskLog } from "../task/index.ts";

/** What the context of a running attempt is made of. */
export interface AttemptParts {
  readonly message: Message;
  readonly name: string;
  readonly queue: string;
  readonly attempt: number;
  readonly retries: number;
  readonly deadline: number;
  readonly logger: Logger;
  readonly sent: boolean;
  /** Stores a custom state; absent where nothing is tracked. */
  readonly report?: (state: string, meta: string) => Promise<unknown>;
}

/** The running attempt as the handler and the middleware see it. What costs something is made at the first use. */
export class AttemptContext implements TaskContext {
  readonly id: string;
  readonly name: string;
  readonly queue: string;
  readonly attempt: number;
  readonly retries: number;
  readonly deadline: number;
  readonly sent: boolean;
  readonly #parts: AttemptParts;
  #abort: AbortController | undefined;
  #reason: unknown;
  #log: TaskLog | undefined;

  constructor(parts: AttemptParts) {
    this.#parts = parts;
    this.id = parts.message.id;
    this.name = parts.name;
    this.queue = parts.queue;
    this.attempt = parts.attempt;
    this.retries = parts.retries;
    this.deadline = parts.deadline;
    this.sent = parts.sent;
  }

  get parentId(): string | undefined {
    return this.#parts.message.parentId;
  }

  get rootId(): string {
    return this.#parts.message.rootId ?? this.id;
  }

  get groupId(): string | undefined {
    return this.#parts.message.groupId;
  }

  get groupIndex(): number | undefined {
    return this.#parts.message.groupIndex;
  }

  get headers(): Readonly<Record<string, unknown>> {
    return this.#parts.message.headers;
  }

  get tick(): TaskContext["tick"] {
    const { tick } = this.#parts.message;
    return tick?.time === undefined ? undefined : { schedule: tick.schedule, scheduledAt: new Date(tick.time) };
  }

  get signal(): AbortSignal {
    if (!this.#abort) {
      this.#abort = new AbortController();
      if (this.#reason !== undefined) this.#abort.abort(this.#reason);
    }
    return this.#abort.signal;
  }

  get log(): TaskLog {
    this.#log ??= taskLog(this.#parts.logger.child({ id: this.id, task: this.name, attempt: this.attempt }));
    return this.#log;
  }

  /** Aborts the signal; only the first reason counts. */
  abort(reason: unknown): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#abort?.abort(reason);
  }

  retry(timing: RetryTiming & { cause?: unknown } = {}): never {
    const { cause, ...when } = timing;
    throw new Retry(when, cause === undefined ? undefined : { cause });
  }

  async updateState(update: { state: string; meta?: unknown }): Promise<void> {
    const { state, meta } = update;
    if (
      typeof state !== "string" ||
      state === "" ||
      state === "LOST" ||
      (states as readonly string[]).includes(state)
    ) {
      throw new LovageError("UNKNOWN_STATE", { got: state });
    }
    const encoded = encodeValue(meta ?? null, "The meta of updateState");
    await this.#parts.report?.(state, encoded);
  }
}

function taskLog(logger: Logger): TaskLog {
  return {
    debug: (message, fields) => logger.debug(fields ?? {}, message),
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}
