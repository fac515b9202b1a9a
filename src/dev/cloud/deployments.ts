import type { QueueEngine } from "../../queue/index.ts";
import { type Clock, sleep } from "../../runtime/index.ts";
import { checkMapping, EventSourceMapping } from "../event-source-mapping/index.ts";
import { LambdaFunction } from "../lambda/index.ts";
import type { CloudFact, FunctionPlan } from "./cloud-options.ts";

/** How long a close waits for invocations, in milliseconds. */
const GRACE = 10_000;

/** The functions of the cloud, and what calls them. */
export class Deployments {
  readonly #clock: Clock;
  readonly #engine: QueueEngine;
  readonly #tell: (fact: CloudFact) => void;
  readonly #functions: LambdaFunction[] = [];
  readonly #mappings: EventSourceMapping[] = [];

  constructor(parts: { clock: Clock; engine: QueueEngine; tell: (fact: CloudFact) => void }) {
    this.#clock = parts.clock;
    this.#engine = parts.engine;
    this.#tell = parts.tell;
  }

  /** Makes a function, and connects it to its queues. */
  add({ mappings, ...options }: FunctionPlan): LambdaFunction {
    const engine = this.#engine;
    for (const { queueName, ...mapping } of mappings) {
      const { fifo, visibilityTimeout } = engine.queue(queueName).attributes;
      checkMapping(mapping, { name: queueName, fifo, visibilityTimeout }, options.timeout);
    }
    const clock = this.#clock;
    const lambda = new LambdaFunction({
      clock,
      options,
      tell: (fact) => this.#tell({ ...fact, function: options.name }),
    });
    this.#functions.push(lambda);
    for (const mapping of mappings) {
      const { queueName } = mapping;
      this.#mappings.push(
        new EventSourceMapping({
          ...mapping,
          clock,
          find: () => engine.find(queueName),
          invoke: (event, giveUpAt) => lambda.invoke(event, giveUpAt),
          functionConcurrency: lambda.concurrency,
          tell: (fact) => this.#tell({ ...fact, function: options.name }),
        }),
      );
    }
    return lambda;
  }

  /** Takes no more messages, waits for invocations until the grace period is over, and ends what is left. */
  async close(grace = GRACE): Promise<void> {
    const stopped = Promise.all(this.#mappings.map((mapping) => mapping.stop()));
    const stop = new AbortController();
    const waited = sleep(this.#clock, grace, stop.signal).catch(() => {});
    await Promise.race([stopped, waited]);
    stop.abort();
    await Promise.all(this.#functions.map((lambda) => lambda.close()));
    await stopped;
  }
}
