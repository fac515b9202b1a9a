import type { Queue, QueueEngine } from "../../queue/index.ts";
import type { Clock, Timer } from "../../runtime/index.ts";

const MINUTE = 60_000;

/** For how long samples are kept, in milliseconds: as far back as the dashboard looks. */
const KEPT = 24 * 60 * MINUTE;

/** What the samples of one metric come to in one minute. */
export interface Statistics {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
}

/** What is sampled of a queue, by the names of SQS's metrics. */
const metrics: Readonly<Record<string, (queue: Queue, now: number) => number>> = {
  ApproximateNumberOfMessagesVisible: ({ counts }) => counts.visible,
  ApproximateNumberOfMessagesNotVisible: ({ counts }) => counts.inFlight,
  ApproximateNumberOfMessagesDelayed: ({ counts }) => counts.delayed,
  ApproximateAgeOfOldestMessage: ({ oldestSentAt }, now) =>
    oldestSentAt === undefined ? 0 : Math.floor((now - oldestSentAt) / 1_000),
};

/** What options a sampler takes. */
export interface SampleOptions {
  readonly clock: Clock;
  readonly engine: QueueEngine;
  /** How often all queues are looked at, in milliseconds. @default never */
  readonly every?: number | undefined;
}

/** Looks at all queues from time to time, and keeps what it saw for a day: by metric and queue, the statistics of each minute. */
export class QueueSamples {
  readonly #options: SampleOptions;
  readonly #minutes = new Map<string, Map<number, Statistics>>();
  #timer: Timer | undefined;

  constructor(options: SampleOptions) {
    this.#options = options;
    this.#sampleLater();
  }

  /** The statistics of one metric of one queue by minute, in milliseconds since 1970, oldest first. */
  of(metric: string, queue: string): ReadonlyMap<number, Statistics> {
    return this.#minutes.get(keyOf(metric, queue)) ?? new Map();
  }

  /** Lets go of its timer. */
  close(): void {
    this.#timer?.cancel();
  }

  #sampleLater(): void {
    const { clock, every } = this.#options;
    if (every === undefined) return;
    this.#timer = clock.after(every, () => {
      this.#sample();
      this.#sampleLater();
    });
  }

  #sample(): void {
    const { clock, engine } = this.#options;
    const now = clock.now();
    const minute = Math.floor(now / MINUTE) * MINUTE;
    for (const queue of engine.queues) {
      for (const [metric, measure] of Object.entries(metrics)) {
        this.#note(keyOf(metric, queue.name), minute, measure(queue, now));
      }
    }
  }

  #note(key: string, minute: number, value: number): void {
    const minutes = this.#minutes.get(key) ?? new Map<number, Statistics>();
    this.#minutes.set(key, minutes);
    const before = minutes.get(minute) ?? { count: 0, sum: 0, min: value, max: value };
    const { count, sum, min, max } = before;
    minutes.set(minute, {
      count: count + 1,
      sum: sum + value,
      min: Math.min(min, value),
      max: Math.max(max, value),
    });
    for (const old of minutes.keys()) {
      if (old > minute - KEPT) break;
      minutes.delete(old);
    }
  }
}

function keyOf(metric: string, queue: string): string {
  return `${metric} ${queue}`;
}
