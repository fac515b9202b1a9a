import { LovageError } from "../errors/index.ts";
import type { Delivery } from "../ports/index.ts";
import type { Clock } from "../runtime/index.ts";
import { RevocationWatch } from "./revocation-watch.ts";

/** Why attempts are cut short, whichever task it is: the worker has no more time, or it is told to stop. */
export type CutReason = "deadline" | "stop";

/**
 * The time that a worker has: one invocation of a Lambda function, or the life of a poller. Its end comes in two
 * steps, so that an attempt can end well: first it is cut (signals are aborted, nothing new begins), then abandoned
 * (what still runs is settled as RETRY without waiting for it).
 */
export class Invocation {
  /** Who works, for the journal and the owner tokens: a Lambda's log stream, or a poller's host and process. */
  readonly worker: string;
  /** When the worker is over at the latest, in milliseconds since 1970; Infinity for a poller. */
  readonly deadline: number;
  /** What is claimed at this moment, by its delivery, for who has to prolong the leases. */
  readonly claims = new Map<Delivery, { readonly id: string; readonly owner: string }>();
  /** Tells running attempts that somebody has revoked them. */
  readonly revocations: RevocationWatch;
  readonly #clock: Clock;
  readonly #lease: number | undefined;
  readonly #cutting = new Set<(reason: CutReason) => void>();
  readonly #abandoning = new Set<() => void>();
  #cutFor: CutReason | undefined;
  #draining = false;
  #abandoned = false;

  /**
   * @param options.lease - for how long a claim is good, in milliseconds; its owner renews it. Needed where there is
   * no deadline. @default until the deadline
   */
  constructor(options: { worker: string; clock: Clock; deadline?: number; lease?: number }) {
    this.worker = options.worker;
    this.deadline = options.deadline ?? Number.POSITIVE_INFINITY;
    this.#clock = options.clock;
    this.revocations = new RevocationWatch(options.clock);
    this.#lease = options.lease;
  }

  /** Until when a claim that is made now is good. */
  leaseUntil(): number {
    const byLease = this.#lease === undefined ? this.deadline : this.#clock.now() + this.#lease;
    return Math.min(byLease, this.deadline);
  }

  /** Why everything is being cut short, if it is. */
  get cutFor(): CutReason | undefined {
    return this.#cutFor;
  }

  /** Whether nothing new is to begin. */
  get closing(): boolean {
    return this.#draining || this.#cutFor !== undefined;
  }

  /** Lets what runs go on, and begins nothing new: what is here already and has not begun is given back. */
  drain(): void {
    this.#draining = true;
  }

  /** Begins the end: nothing new starts, and what runs is told. */
  cut(reason: CutReason): void {
    if (this.#cutFor) return;
    this.#cutFor = reason;
    for (const told of [...this.#cutting]) told(reason);
  }

  /** Ends the wait for what still runs. */
  abandon(reason: CutReason): void {
    this.cut(reason);
    this.#abandoned = true;
    for (const told of [...this.#abandoning]) told();
  }

  /** Tells a running attempt of the two steps. Answers with how to stop listening. */
  watch(onCut: (reason: CutReason) => void, onAbandon: () => void): () => void {
    if (this.#cutFor) onCut(this.#cutFor);
    if (this.#abandoned) onAbandon();
    this.#cutting.add(onCut);
    this.#abandoning.add(onAbandon);
    return () => {
      this.#cutting.delete(onCut);
      this.#abandoning.delete(onAbandon);
    };
  }
}

/** The error that a task's signal is aborted with. */
export function cutError(reason: CutReason, task: string, cuts: number): LovageError {
  return reason === "stop"
    ? new LovageError("WORKER_STOPPED", { task })
    : new LovageError("INVOCATION_DEADLINE", { task, cuts });
}
