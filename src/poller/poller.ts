import { executeLane, lanesOf } from "../consumer/index.ts";
import { Invocation, type Outcome, type Worker } from "../execution/index.ts";
import type { Delivery } from "../ports/index.ts";
import { sleep } from "../runtime/index.ts";
import { type Duration, milliseconds } from "../settings/index.ts";
import { Heartbeat } from "./heartbeat.ts";
import { Settler } from "./settler.ts";

/** How a poller works. */
export interface PollerOptions {
  /** The queues to take from, side by side. @default the queues of the app's tasks, and its default queue */
  queues: readonly string[];
  /** How many tasks run at once, over all queues. @default the app's `concurrency` */
  concurrency?: number;
  /** Who works, in the journal. @default the host and the process */
  name?: string;
  /** How long a message is hidden, and a claim good, before the heartbeat has to prolong it. @default "60s" */
  visibility?: Duration;
  /** How long a stop waits for what runs before it is given back. @default "20s" */
  grace?: Duration;
  /** How long one receive waits for messages. @default "20s", SQS's longest */
  wait?: Duration;
}

/** SQS gives at most ten messages to one receive. */
const MOST_MESSAGES = 10;

/** How long a receive waits that holds many places, or the place of another queue: SQS's shortest long poll, in milliseconds. */
const SHORT_WAIT = 1_000;

/** How long a task that is cut short has to end by itself, in milliseconds. */
const ENDING = 1_000;

/**
 * Takes an app's tasks off its queues and runs them, in a process of its own: in a container, on a laptop. What Lambda's
 * event source mapping does for a function, it does for itself: long polling, visibility, acknowledging.
 */
export class Poller {
  readonly #worker: Worker;
  readonly #queues: readonly string[];
  readonly #concurrency: number;
  readonly #visibility: number;
  readonly #grace: number;
  readonly #wait: number;
  readonly #invocation: Invocation;
  readonly #stopping = new AbortController();
  readonly #heartbeat: Heartbeat;
  readonly #settler: Settler;
  /** How many tasks run or may come with a receive that is under way. */
  #places = 0;
  #freed: (() => void)[] = [];
  #loops: Promise<unknown> | undefined;
  /** Ends when no suspect runs or waits for its turn. */
  #alone: Promise<void> = Promise.resolve();

  constructor(worker: Worker, options: PollerOptions) {
    this.#worker = worker;
    this.#queues = options.queues;
    this.#concurrency = options.concurrency ?? worker.settings.concurrency;
    this.#visibility = milliseconds(options.visibility ?? "60s", "visibility");
    this.#grace = milliseconds(options.grace ?? "20s", "grace");
    this.#wait = milliseconds(options.wait ?? "20s", "wait");
    const { clock } = worker.runtime;
    this.#invocation = new Invocation({
      worker: options.name ?? `poller-${process.pid}`,
      clock,
      lease: this.#visibility,
    });
    this.#heartbeat = new Heartbeat(worker, this.#invocation, this.#visibility);
    this.#settler = new Settler(worker, this.#invocation);
    // Once, and not by each that waits for a place: a poller that is busy for months would keep them all.
    this.#stopping.signal.addEventListener("abort", () => this.#release(0), { once: true });
  }

  /** How many tasks run at this moment. */
  get running(): number {
    return this.#heartbeat.size;
  }

  /** Begins to poll. Resolves when the poller has been stopped and everything is settled or given back. */
  async run(): Promise<void> {
    this.#loops ??= Promise.all(this.#queues.map((queue) => this.#poll(queue)));
    await this.#loops;
    await this.#finished();
    await this.#settler.flush();
    this.#heartbeat.stop();
  }

  /**
   * Stops taking messages, and lets what runs finish within the grace period; the rest is cut short, settled as RETRY
   * and given back at once. A second call does not wait for the grace period.
   */
  async stop(): Promise<void> {
    const { clock } = this.#worker.runtime;
    const again = this.#stopping.signal.aborted;
    this.#stopping.abort();
    this.#invocation.drain();
    if (again) return this.#invocation.abandon("stop");
    const late = [
      clock.after(this.#grace, () => this.#invocation.cut("stop")),
      clock.after(this.#grace + ENDING, () => this.#invocation.abandon("stop")),
    ];
    await this.run();
    for (const timer of late) timer.cancel();
  }

  async #poll(queue: string): Promise<void> {
    const { signal } = this.#stopping;
    // An idle queue holds one place while it long-polls, so that no queue keeps another waiting; once there is a message,
    // as many are taken as there is room for.
    let more = false;
    for (let failures = 0; !signal.aborted; ) {
      const room = await this.#room();
      if (signal.aborted) return;
      try {
        const deliveries = await this.#receive(
          queue,
          more ? Math.min(MOST_MESSAGES, room) : 1,
          more ? SHORT_WAIT : this.#idleWait,
        );
        failures = 0;
        more = deliveries.length > 0;
        for (const lane of lanesOf(deliveries)) void this.#start(lane);
      } catch (error) {
        if (signal.aborted) return;
        failures++;
        const pause = Math.min(30_000, 500 * 2 ** Math.min(failures, 6));
        this.#worker.runtime.logger.error({ error, queue, pause }, "messages could not be received; trying again");
        await sleep(this.#worker.runtime.clock, pause, signal).catch(() => {});
      }
    }
  }

  /** With fewer places than queues, the queues take turns: none of them may hold its place for long. */
  get #idleWait(): number {
    return this.#concurrency < this.#queues.length ? Math.min(SHORT_WAIT, this.#wait) : this.#wait;
  }

  async #receive(queue: string, max: number, wait: number): Promise<readonly Delivery[]> {
    // The places are taken before the answer is known, so that two queues never receive for the same one.
    this.#places += max;
    try {
      const deliveries = await this.#worker.broker.receive({
        queue,
        max,
        waitSeconds: Math.floor(wait / 1_000),
        visibilitySeconds: Math.ceil(this.#visibility / 1_000),
        signal: this.#stopping.signal,
      });
      this.#release(max - deliveries.length);
      return deliveries;
    } catch (error) {
      this.#release(max);
      throw error;
    }
  }

  async #start(lane: readonly Delivery[]): Promise<void> {
    for (const delivery of lane) this.#heartbeat.add(delivery);
    const suspects = await executeLane(lane, this.#worker, this.#invocation, this.#take);
    if (suspects.length > 0) this.#alone = this.#alone.then(() => this.#startAlone(suspects));
  }

  /** What seems to kill its workers runs one by one, after all that has ended before is written and acknowledged. */
  async #startAlone(lane: readonly Delivery[]): Promise<void> {
    await this.#settler.flush();
    await executeLane(lane, this.#worker, this.#invocation, this.#take, true);
  }

  readonly #take = (outcome: Outcome): void => {
    this.#heartbeat.remove(outcome.delivery);
    this.#settler.add(outcome);
    this.#release(1);
  };

  #release(places: number): void {
    this.#places -= places;
    const freed = this.#freed;
    this.#freed = [];
    for (const wake of freed) wake();
  }

  async #room(): Promise<number> {
    while (this.#places >= this.#concurrency && !this.#stopping.signal.aborted) {
      await new Promise<void>((wake) => this.#freed.push(wake));
    }
    return this.#concurrency - this.#places;
  }

  async #finished(): Promise<void> {
    while (this.#places > 0) await new Promise<void>((wake) => this.#freed.push(wake));
  }
}
