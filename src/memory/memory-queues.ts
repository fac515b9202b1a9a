import type { Queue, QueueEngine } from "../queue/index.ts";
import { deadLetterName, queueName, timeBudget, undeliveredName } from "../settings/index.ts";

/** SQS's longest, 14 days, as deployed queues have. */
const RETENTION = 14 * 86_400_000;

/** The queues of an app, made at their first use as a deployment makes them: a dead-letter queue beside each. */
export class MemoryQueues {
  readonly #engine: QueueEngine;
  readonly #app: string;
  /** The engine's names of the queues, which are long to make. */
  readonly #names = new Map<string, string>();

  constructor(engine: QueueEngine, app: string) {
    this.#engine = engine;
    this.#app = app;
  }

  nameOf(queue: string): string {
    let name = this.#names.get(queue);
    if (name === undefined) {
      name = queueName(this.#app, queue);
      this.#names.set(queue, name);
    }
    return name;
  }

  /** The engine's names of all queues. */
  get names(): readonly string[] {
    return this.#engine.queues.map(({ name }) => name);
  }

  queue(queue: string): Queue {
    const name = this.nameOf(queue);
    const known = this.#engine.find(name);
    if (known) return known;
    return this.#engine.create(name, {
      retention: RETENTION,
      visibilityTimeout: timeBudget().visibilityTimeout * 1_000,
      redrive: { deadLetterQueue: this.deadLetters(queue).name, maxReceiveCount: 1_000 },
    });
  }

  /** The queue for what a beat could not deliver. A beat in memory delivers all, so only tests put something there. */
  get undelivered(): Queue {
    const name = undeliveredName(this.#app);
    return this.#engine.find(name) ?? this.#engine.create(name, { retention: RETENTION });
  }

  deadLetters(queue: string): Queue {
    const name = deadLetterName(this.#app, queue);
    return this.#engine.find(name) ?? this.#engine.create(name, { retention: RETENTION });
  }
}
