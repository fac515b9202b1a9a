import type { QueueEngine } from "../../queue/index.ts";
import { type Clock, sleep } from "../../runtime/index.ts";
import { checkMapping, EventSourceMapping } from "../event-source-mapping/index.ts";
import { type FunctionAnswer, type FunctionFact, LambdaFunction } from "../lambda/index.ts";
import type { CloudFact, FunctionPlan } from "./cloud-options.ts";

/** How long a close waits for invocations, in milliseconds. */
const GRACE = 10_000;

/** How long a function that is told to end has for it, in milliseconds: what it gives back has to be written. */
const ENDING = 3_000;

/** The functions of the cloud, and what calls them. */
export class Deployments {
  readonly #clock: Clock;
  readonly #engine: QueueEngine;
  readonly #tell: (fact: CloudFact) => void;
  readonly #functions = new Map<string, LambdaFunction>();
  /** By function and queue. */
  readonly #mappings = new Map<string, EventSourceMapping>();

  constructor(parts: { clock: Clock; engine: QueueEngine; tell: (fact: CloudFact) => void }) {
    this.#clock = parts.clock;
    this.#engine = parts.engine;
    this.#tell = parts.tell;
  }

  /** Makes a function, or changes the one of that name, and connects it to the queues that it is not connected to yet. */
  deploy({ mappings, ...options }: FunctionPlan): void {
    for (const { queueName, ...mapping } of mappings) {
      const { fifo, visibilityTimeout } = this.#engine.queue(queueName).attributes;
      checkMapping(mapping, { name: queueName, fifo, visibilityTimeout }, options.timeout);
    }
    const { name } = options;
    const known = this.#functions.get(name);
    known?.update(options);
    const tell = (fact: FunctionFact) => this.#tell({ ...fact, function: name });
    const lambda = known ?? new LambdaFunction({ clock: this.#clock, options, tell });
    this.#functions.set(name, lambda);
    for (const mapping of mappings) {
      const key = `${name} ${mapping.queueName}`;
      if (!this.#mappings.has(key)) this.#mappings.set(key, this.#map(lambda, mapping));
    }
  }

  /** Runs one invocation of a function, beside those of its mappings. @param event - as JSON text */
  async invoke(name: string, event: string): Promise<FunctionAnswer> {
    const lambda = this.#functions.get(name);
    if (!lambda) throw new Error(`no function is named ${name}`);
    return lambda.invoke(event);
  }

  #map(lambda: LambdaFunction, mapping: FunctionPlan["mappings"][number]): EventSourceMapping {
    return new EventSourceMapping({
      ...mapping,
      clock: this.#clock,
      find: () => this.#engine.find(mapping.queueName),
      invoke: (event, giveUpAt) => lambda.invoke(event, giveUpAt),
      functionConcurrency: lambda.concurrency,
      tell: (fact) => this.#tell({ ...fact, function: lambda.name }),
    });
  }

  /**
   * Takes no more messages, and waits for invocations until the grace period is over. What is left is told to end, unless there
   * was no grace, and ended; its messages are given back.
   */
  async close(grace = GRACE): Promise<void> {
    const stopped = Promise.all(Array.from(this.#mappings.values(), (mapping) => mapping.stop()));
    const isStopped = await this.#within(grace, stopped);
    if (!isStopped && grace > 0) {
      for (const lambda of this.#functions.values()) lambda.stop();
      await this.#within(ENDING, stopped);
    }
    await Promise.all(Array.from(this.#functions.values(), (lambda) => lambda.close()));
    await stopped;
  }

  /** Waits for something, but not for longer than a time. Answers whether it has come. */
  async #within(limit: number, something: Promise<unknown>): Promise<boolean> {
    const done = new AbortController();
    const late = sleep(this.#clock, limit, done.signal).then(
      () => false,
      () => true,
    );
    const inTime = await Promise.race([something.then(() => true), late]);
    done.abort();
    return inTime;
  }
}
