import { isRefusal, type Queue } from "../../queue/index.ts";
import type { Clock } from "../../runtime/index.ts";
import type { FunctionAnswer } from "../lambda/index.ts";
import { BatchGatherer, type Gathered } from "./gather-batch.ts";
import type { MappingFact } from "./mapping-fact.ts";
import type { MappingOptions } from "./mapping-options.ts";
import { planBatchAnswer } from "./plan-batch-answer.ts";

/** What a mapping connects, and how. */
export interface MappingParts extends MappingOptions {
  readonly clock: Clock;
  readonly queueName: string;
  /** The queue, if it is there: it may be deleted and created again. */
  readonly find: () => Queue | undefined;
  /** Hands an event, as JSON text, to the function; waits no longer than `giveUpAt` for an environment. */
  readonly invoke: (event: string, giveUpAt: number) => Promise<FunctionAnswer>;
  /** How many invocations of the function may run at one time. */
  readonly functionConcurrency: number;
  /** Is told what happens. Must not throw. */
  readonly tell?: ((fact: MappingFact) => void) | undefined;
}

/**
 * Lambda's event source mapping for a queue: gathers batches, hands them to the function, and deletes what the answer
 * says is handled. What is not handled is left alone: it reappears when its visibility timeout ends, or when the handler
 * said so by ChangeMessageVisibility. Order within a FIFO queue's group is the queue's doing: a group with messages in
 * flight gives no others.
 */
export class EventSourceMapping {
  readonly #parts: MappingParts;
  readonly #gatherer: BatchGatherer;
  readonly #slots: number;
  readonly #running = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #polling: Promise<void>;

  /** Starts at once. */
  constructor(parts: MappingParts) {
    const { clock, find, batchSize = 10, batchingWindow = 0 } = parts;
    this.#parts = parts;
    this.#gatherer = new BatchGatherer({ clock, find, batchSize, batchingWindow });
    this.#slots = Math.min(parts.maxConcurrency ?? Number.POSITIVE_INFINITY, parts.functionConcurrency);
    this.#polling = this.#poll();
  }

  /** How many invocations run, or wait for an environment. */
  get running(): number {
    return this.#running.size;
  }

  /** Takes no more batches, and resolves when those that run have ended. What was gathered only goes back to the queue. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#polling;
    await Promise.all(this.#running);
  }

  async #poll(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      if (this.#running.size >= this.#slots) {
        await Promise.race(this.#running);
        continue;
      }
      const batch = await this.#gatherer.next(signal).catch((error: unknown) => {
        if (signal.aborted) return undefined;
        throw error;
      });
      if (!batch) return;
      const run: Promise<void> = this.#run(batch).finally(() => this.#running.delete(run));
      this.#running.add(run);
    }
  }

  async #run(batch: readonly Gathered[]): Promise<void> {
    const { queueName: queue, invoke, tell } = this.#parts;
    const messages = batch.map(({ message: { id, body, receiveCount } }) => ({ id, body, receiveCount }));
    tell?.({ type: "batch-invoked", queue, messages });
    const event = `{"Records":[${batch.map(({ record }) => record).join(",")}]}`;
    const answer = await invoke(event, Math.min(...batch.map(({ hiddenUntil }) => hiddenUntil)));
    const ids = messages.map(({ id }) => id);
    if (answer.kind !== "returned" && this.#stopping.signal.aborted) this.#giveBack(batch);
    if (answer.kind === "throttled") {
      tell?.({ type: "batch-throttled", queue, returned: ids });
      return;
    }
    if (answer.kind === "failed") {
      const { errorType, errorMessage } = answer.error;
      const problem = `${errorType}: ${errorMessage}`;
      tell?.({ type: "batch-failed", queue, returned: ids, problem, visibleAt: this.#visibleAt(batch) });
      return;
    }
    const { returned, problem } = planBatchAnswer(ids, answer.payload);
    for (const { message } of batch) if (!returned.has(message.id)) this.#delete(message.id, message.receiptHandle);
    const handled = ids.filter((id) => !returned.has(id));
    if (problem === undefined) tell?.({ type: "batch-answered", queue, returned: [...returned], handled });
    else tell?.({ type: "batch-failed", queue, returned: [...returned], problem, visibleAt: this.#visibleAt(batch) });
  }

  #visibleAt(batch: readonly Gathered[]): Record<string, number> {
    const queue = this.#parts.find();
    const times = batch.map(({ message: { id, receiptHandle } }) => [id, queue?.hiddenUntil(receiptHandle)] as const);
    return Object.fromEntries(times.filter((entry): entry is readonly [string, number] => entry[1] !== undefined));
  }

  /** Nobody works here any more, so that nobody has to wait until the messages show themselves. */
  #giveBack(batch: readonly Gathered[]): void {
    for (const { message } of batch) {
      try {
        this.#parts.find()?.changeVisibility(message.receiptHandle, 0);
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
    }
  }

  #delete(id: string, receiptHandle: string): void {
    const { queueName: queue, find, tell } = this.#parts;
    try {
      find()?.delete(receiptHandle);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      tell?.({ type: "delete-refused", queue, id, problem: error.detail.problem });
    }
  }
}
