import type { Adapters, Delivery } from "../../src/ports/index.ts";
import type { Clock } from "../../src/runtime/index.ts";
import type { Fault } from "./known-faults.ts";

/** A place in which the contract is tried: adapters, and what a test has to do around them. */
export interface World extends Adapters {
  /** The clock of the adapters, and of the queues where that can be held still. */
  readonly clock: Clock;
  /** What the emulator behind the adapters is known to get wrong. */
  readonly faults: ReadonlySet<Fault>;
  /** Makes a queue, with its dead-letter queue, and answers with the app's name for it. */
  queue(kind?: "standard" | "fifo"): Promise<string>;
  /** Takes what lies on the dead-letter queue beside a queue. */
  deadLetters(queue: string): Promise<readonly Delivery[]>;
  /** Lets time pass: moves the clock that stands still; on a running one time passes while a long poll waits. */
  elapse(ms: number): Promise<void>;
  close(): Promise<void>;
}
