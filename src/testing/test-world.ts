import type { App } from "../app/index.ts";
import { consumeBatch } from "../consumer/index.ts";
import { Invocation } from "../execution/index.ts";
import { type MemoryAdapters, memoryAdapters } from "../memory/index.ts";
import { decodeMessage, type Message } from "../message/index.ts";
import type { Delivery } from "../ports/index.ts";
import type { Fact } from "../queue/index.ts";
import { FrozenClock, type Logger, silentLogger, uuidIds } from "../runtime/index.ts";
import { type Duration, deadLetterName, milliseconds, queueName } from "../settings/index.ts";

/** How a test world is set up. */
export interface TestWorldOptions {
  /** Where its clock stands at first. @default 2026-01-01T00:00:00Z */
  start?: Date;
  /** Chance, from 0 up to 1, for jitter. @default always 0.5 */
  random?: () => number;
  /** @default says nothing */
  logger?: Logger;
  /** Delivers every message of a standard queue a second time, as SQS may: what is right runs once all the same. @default false */
  deliverTwice?: boolean;
  /** How long an invocation has, as Lambda's timeout. @default "60s" */
  timeout?: Duration;
}

/** A message that lies on a dead-letter queue, with the attributes that say why. */
export interface TestDeadLetter {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * A world in memory for the tests of your tasks: nothing runs until it is told to, and time stands still until it is moved.
 * Messages, claims, retries and results are the real ones.
 *
 * ```ts
 * const world = testWorld(app);
 * const result = await add.delay(4, 4);
 * await world.runAll();
 * expect(await result.get()).toBe(8);
 * ```
 */
export class TestWorld {
  readonly clock: FrozenClock;
  readonly adapters: MemoryAdapters;
  readonly #app: App;
  readonly #timeout: number;
  readonly #sent: Message[] = [];
  #ticking = 0;
  /** By the names of their queues, and by their numbers there. */
  readonly #deadLetters = new Map<string, Map<number, TestDeadLetter>>();

  constructor(app: App, options: TestWorldOptions = {}) {
    this.#app = app;
    this.clock = new FrozenClock(options.start);
    this.#timeout = milliseconds(options.timeout ?? "60s", "timeout");
    const ids = uuidIds(this.clock);
    const deliveryFaults = options.deliverTwice ? { duplicate: once() } : undefined;
    this.adapters = memoryAdapters({ clock: this.clock, ids, settings: app.settings, deliveryFaults });
    this.adapters.engine.observe((fact) => this.#note(fact));
    const { random = () => 0.5, logger = silentLogger } = options;
    app.connect(this.adapters, { clock: this.clock, ids, random, logger });
  }

  /** Every message that was sent, in order, of one task or of all. Those that are kept until their eta come last. */
  sent(task?: string): readonly Message[] {
    const all = [...this.#sent, ...this.adapters.delays.waiting.map(({ body }) => decodeMessage(body))];
    return task === undefined ? all : all.filter((message) => message.task === task);
  }

  /** Runs what is visible on the queues at this moment, one batch of each queue. Answers with how many messages. */
  async runOnce(): Promise<number> {
    let count = 0;
    for (const queue of this.#queues()) {
      const deliveries = await this.adapters.broker.receive({ queue, max: 10, waitSeconds: 0 });
      count += deliveries.length;
      if (deliveries.length > 0) await this.#consume(queue, deliveries);
    }
    return count;
  }

  /** Runs until nothing is visible: also what the tasks themselves send. Answers with how many messages. */
  async runAll(): Promise<number> {
    let total = 0;
    for (let count = await this.runOnce(); count > 0; count = await this.runOnce()) total += count;
    return total;
  }

  /**
   * Runs all, and moves the clock on, from one thing that is due to the next, running whatever becomes visible on the way:
   * retries, delays, and the ticks of the schedules that the app declares. It takes as long as there is something to
   * do: a year with a run a week takes no longer than fifty runs.
   */
  async advance(duration: Duration): Promise<void> {
    const end = this.clock.now() + milliseconds(duration, "advance");
    await this.#beginToTick();
    await this.runAll();
    while (this.clock.now() < end) {
      // At least a millisecond, so that no message which is due and cannot be had yet holds up time.
      const step = Math.max(1, this.#nextDue(end) - this.clock.now());
      await this.clock.advance(Math.min(step, end - this.clock.now()));
      await this.runAll();
    }
  }

  /** What lies on the dead-letter queue of a queue. @param queue - @default the app's default queue */
  deadLetters(queue: string = this.#app.settings.defaultQueue): readonly TestDeadLetter[] {
    return [...(this.#deadLetters.get(deadLetterName(this.#app.name, queue))?.values() ?? [])];
  }

  /** Moves all dead letters of a queue back to it, as SQS's own redrive does. @param queue - @default the app's default queue */
  redrive(queue: string = this.#app.settings.defaultQueue): void {
    const source = deadLetterName(this.#app.name, queue);
    this.adapters.engine.moves.start({ source, destination: queueName(this.#app.name, queue) });
  }

  /** Puts the schedules that the app declares into the beat, once: they tick from here on. */
  async #beginToTick(): Promise<void> {
    const declared = this.#app.schedules.length;
    if (declared === this.#ticking) return;
    await this.#app.beat.sync();
    this.#ticking = declared;
  }

  /** When something is due next: a timer, or a message that shows itself. */
  #nextDue(end: number): number {
    const dues = this.adapters.engine.queues.map((queue) => queue.nextDue ?? end);
    return Math.min(end, this.clock.next ?? end, ...dues);
  }

  async #consume(queue: string, deliveries: readonly Delivery[]): Promise<void> {
    const worker = await this.#app.worker();
    const invocation = new Invocation({
      worker: "test",
      clock: this.clock,
      deadline: this.clock.now() + this.#timeout,
    });
    const timer = this.clock.after(this.#timeout - 1_000, () => invocation.abandon("deadline"));
    const { acknowledged } = await consumeBatch(deliveries, worker, invocation);
    timer.cancel();
    if (acknowledged.length === 0) return;
    const receipts = acknowledged.map(({ receipt }) => receipt);
    await this.adapters.broker.acknowledge(queue, receipts);
  }

  /** The app's names of the queues that messages were sent to, in the order of their making. */
  #queues(): readonly string[] {
    const { engine } = this.adapters;
    const own = engine.queues.filter(({ name }) => engine.sourcesOf(name).length === 0);
    return own.map(({ name }) => name.slice(this.#app.name.length + 1));
  }

  #note(fact: Fact): void {
    const { engine } = this.adapters;
    if ("number" in fact && gone.includes(fact.type)) this.#deadLetters.get(fact.queue)?.delete(fact.number);
    if (fact.type === "purged") this.#deadLetters.delete(fact.queue);
    const arrived = fact.type === "sent" ? fact.queue : fact.type === "dead-lettered" ? fact.to : undefined;
    if (arrived === undefined || !("message" in fact)) return;
    const { number, body, attributes = {} } = fact.message;
    if (engine.sourcesOf(arrived).length > 0) {
      const texts = Object.entries(attributes).map(([name, { stringValue }]) => [name, stringValue ?? ""]);
      const letters = this.#deadLetters.get(arrived) ?? new Map<number, TestDeadLetter>();
      this.#deadLetters.set(arrived, letters.set(number, { body, attributes: Object.fromEntries(texts) }));
      return;
    }
    try {
      this.#sent.push(decodeMessage(body));
    } catch {
      // A test may put what is no message on a queue; it was not sent by a task.
    }
  }
}

/** After which facts a message is no longer on its queue. */
const gone: readonly Fact["type"][] = ["deleted", "expired", "moved"];

/** Whether a message is seen for the first time: a copy has the id of what it is a copy of. */
function once(): (message: { readonly id: string }) => boolean {
  const seen = new Set<string>();
  return ({ id }) => !seen.has(id) && seen.add(id) !== undefined;
}

/** Connects an app to a fresh world in memory. @see TestWorld */
export function testWorld(app: App, options?: TestWorldOptions): TestWorld {
  return new TestWorld(app, options);
}
