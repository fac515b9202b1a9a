import { isDeepStrictEqual } from "node:util";
import type { Clock, Ids } from "../runtime/index.ts";
import { checkAttributes, checkQueueName } from "./check-attributes.ts";
import type { DeliveryFaults } from "./delivery-faults.ts";
import type { Fact, Observer, QueueTags } from "./fact.ts";
import { limits } from "./limits.ts";
import { MoveTasks } from "./move-tasks.ts";
import { Queue } from "./queue.ts";
import { defaultAttributes, type QueueAttributes, withChanges } from "./queue-attributes.ts";
import type { QueueContext } from "./queue-context.ts";
import { QueueState } from "./queue-state.ts";
import { refusal, refuse } from "./refuse.ts";
import { replay } from "./replay.ts";
import { type Snapshot, snapshotOf, stateOf } from "./snapshot.ts";

/** What an engine is made with. */
export interface QueueEngineOptions {
  /** The only time it knows. */
  readonly clock: Clock;
  /** Makes message ids. */
  readonly ids: Ids;
  /** Deliveries that go wrong on purpose. @default none */
  readonly faults?: DeliveryFaults;
  /** How many messages of a queue may be in flight. @default 120,000, as SQS */
  readonly inFlightLimit?: number;
}

/**
 * SQS, as a data structure: queues, messages and their times, on an injected clock, without a wire and without an
 * account. Everything is synchronous but the long poll. The memory broker calls it directly, the embedded cloud puts
 * the AWS protocol in front of it.
 */
export class QueueEngine {
  /** Moves the messages of dead-letter queues on. */
  readonly moves: MoveTasks;
  readonly #queues = new Map<string, Queue>();
  readonly #observers = new Set<Observer>();
  readonly #context: QueueContext;
  #nextNumber = 1;
  #nextKey = 1;

  constructor(options: QueueEngineOptions) {
    const observers = this.#observers;
    this.#context = {
      clock: options.clock,
      ids: options.ids,
      faults: options.faults ?? {},
      inFlightLimit: options.inFlightLimit ?? limits.inFlight,
      get observed() {
        return observers.size > 0;
      },
      tell: (fact) => this.#tell(fact),
      nextNumber: () => this.#nextNumber++,
      find: (name) => this.#queues.get(name),
    };
    this.moves = new MoveTasks(this.#context, (name) => this.sourcesOf(name).length > 0);
  }

  /**
   * Makes a queue, or returns the one of that name, if the attributes that are named here are what it has; otherwise
   * QueueNameExists. A name that ends in `.fifo` makes a FIFO queue.
   */
  create(name: string, changes: Partial<QueueAttributes> = {}, tags: QueueTags = {}): Queue {
    const attributes = withChanges({ ...defaultAttributes, fifo: name.endsWith(".fifo") }, changes);
    checkQueueName(name, attributes.fifo);
    const existing = this.#queues.get(name);
    if (existing) return checkSame(existing, changes);
    checkAttributes(attributes, this.#context.find);
    const created = { queue: name, key: this.#nextKey++, at: this.#context.clock.now(), attributes, tags };
    const queue = this.#add(new QueueState({ name, ...created }, this.#context.faults));
    this.#tell({ type: "queue-created", ...created });
    return queue;
  }

  /** The queue of that name; QueueDoesNotExist when there is none. */
  queue(name: string): Queue {
    const queue = this.#queues.get(name);
    if (!queue) throw gone();
    return queue;
  }

  /** The queue of that name, if there is one. */
  find(name: string): Queue | undefined {
    return this.#queues.get(name);
  }

  /** All queues, by name. */
  get queues(): readonly Queue[] {
    return [...this.#queues.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** The queues whose dead letters go to this one. */
  sourcesOf(deadLetterQueue: string): readonly Queue[] {
    return this.queues.filter(({ attributes }) => attributes.redrive?.deadLetterQueue === deadLetterQueue);
  }

  /** Deletes a queue with its messages; who long-polls it gets QueueDoesNotExist. */
  delete(name: string): void {
    const queue = this.queue(name);
    this.#queues.delete(name);
    this.#tell({ type: "queue-deleted", queue: name });
    queue.dismiss(gone());
  }

  /** Tells `observer` every fact from now on, until the returned function is called. */
  observe(observer: Observer): () => void {
    this.#observers.add(observer);
    return () => this.#observers.delete(observer);
  }

  /** All that the engine remembers, as plain JSON. Running move tasks are left out. */
  snapshot(): Snapshot {
    const queues = this.queues.map(({ state }) => snapshotOf(state));
    return { version: 1, nextNumber: this.#nextNumber, nextKey: this.#nextKey, queues };
  }

  /** Makes the engine what the snapshot tells of, in place of what it was. */
  restore(snapshot: Snapshot): void {
    this.close();
    this.#queues.clear();
    this.#nextNumber = snapshot.nextNumber;
    this.#nextKey = snapshot.nextKey;
    for (const queue of snapshot.queues) this.#add(stateOf(queue, this.#context.faults));
  }

  /** Does again what an observer was told, without telling it again. */
  replay(fact: Fact): void {
    if (fact.type === "queue-created") {
      this.#nextKey = Math.max(this.#nextKey, fact.key + 1);
      this.#add(new QueueState({ ...fact, name: fact.queue }, this.#context.faults));
      return;
    }
    const queue = this.#queues.get(fact.queue);
    if (!queue) return;
    if (fact.type === "queue-deleted") {
      this.#queues.delete(fact.queue);
      queue.dismiss(gone());
      return;
    }
    if ("message" in fact) this.#nextNumber = Math.max(this.#nextNumber, fact.message.number + 1);
    replay(queue.state, fact, (name) => this.#queues.get(name)?.state);
  }

  /** Lets go of every timer: long polls end with nothing, move tasks are cancelled. The messages stay. */
  close(): void {
    this.moves.close();
    for (const queue of this.#queues.values()) queue.dismiss();
  }

  #add(state: QueueState): Queue {
    const queue = new Queue(state, this.#context);
    this.#queues.set(state.name, queue);
    return queue;
  }

  #tell(fact: Fact): void {
    for (const observer of this.#observers) observer(fact);
  }
}

function gone(): Error {
  return refusal("QueueDoesNotExist", "The specified queue does not exist.");
}

/** Refuses to make again, differently, what is there. */
function checkSame(queue: Queue, changes: Partial<QueueAttributes>): Queue {
  const wanted = withChanges(queue.attributes, changes);
  for (const name of Object.keys(changes) as (keyof QueueAttributes)[]) {
    if (isDeepStrictEqual(wanted[name], queue.attributes[name])) continue;
    refuse("QueueNameExists", `A queue already exists with the same name and a different value for attribute ${name}`);
  }
  return queue;
}
