import { toSignatureOptions } from "../canvas/index.ts";
import { type SignatureObject, signatureObject } from "../message/index.ts";
import type { AsyncResult } from "../results/index.ts";
import { checkSendOptions, type SendOptions } from "../task/index.ts";

/** Sends a task with arguments and options: what a signature ends in. */
export type Apply<Result> = (args: readonly unknown[], options: SendOptions) => Promise<AsyncResult<Result>>;

/**
 * A task with arguments and options that is not sent yet, as Celery's `add.s(4)`. It is immutable: `set` gives
 * another. As JSON it is what Celery writes for a signature.
 */
export class Signature<Missing extends readonly unknown[] = readonly unknown[], Result = unknown> {
  readonly task: string;
  /** The bound arguments: the last ones. */
  readonly args: readonly unknown[];
  readonly options: SendOptions;
  /** Whether a predecessor's result is kept out. */
  readonly immutable: boolean;
  readonly #apply: Apply<Result>;

  constructor(parts: {
    task: string;
    args: readonly unknown[];
    options?: SendOptions;
    immutable?: boolean;
    apply: Apply<Result>;
  }) {
    this.task = parts.task;
    this.args = parts.args;
    this.options = parts.options ?? {};
    this.immutable = parts.immutable ?? false;
    this.#apply = parts.apply;
  }

  /** A signature with more options: `add.s(2, 2).set({ countdown: "10s" })`. Later ones win. */
  set(options: SendOptions): Signature<Missing, Result> {
    checkSendOptions(options);
    const { task, args, immutable } = this;
    return new Signature({ task, args, immutable, options: { ...this.options, ...options }, apply: this.#apply });
  }

  /** Sends the task, with the missing arguments before the bound ones. */
  delay(...args: Missing): Promise<AsyncResult<Result>> {
    return this.applyAsync(args);
  }

  /** Sends the task with options that win over the signature's own. */
  applyAsync(args: Missing, options: SendOptions = {}): Promise<AsyncResult<Result>> {
    return this.#apply(this.immutable ? this.args : [...args, ...this.args], { ...this.options, ...options });
  }

  /**
   * As Celery serialises a signature: task, args, kwargs, options, subtask_type, immutable.
   *
   * @throws LovageError NOT_SERIALIZABLE for options that decide when it is sent: idempotencyKey, debounce, throttle, singleton
   */
  toJSON(): SignatureObject {
    const { kwargs = {}, ...options } = this.options;
    return signatureObject({
      task: this.task,
      args: [...this.args],
      kwargs,
      options: toSignatureOptions(options),
      immutable: this.immutable,
    });
  }
}
