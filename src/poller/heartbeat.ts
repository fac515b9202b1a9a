import type { Invocation, Worker } from "../execution/index.ts";
import type { Delivery } from "../ports/index.ts";
import type { Timer } from "../runtime/index.ts";

/**
 * Keeps what a poller runs its own: well before a message would be seen by others, its visibility and the lease of its
 * claim are prolonged. When the process dies, the beat stops, and both run out by themselves.
 */
export class Heartbeat {
  readonly #worker: Worker;
  readonly #invocation: Invocation;
  readonly #visibility: number;
  readonly #since = new Map<Delivery, number>();
  /** Those whose last beat is not answered yet: where AWS is slow, no second call is put on top of the first. */
  readonly #beating = new Set<Delivery>();
  #timer: Timer | undefined;

  /** @param visibility - for how long a beat is good, in milliseconds; there are three in that time */
  constructor(worker: Worker, invocation: Invocation, visibility: number) {
    this.#worker = worker;
    this.#invocation = invocation;
    this.#visibility = visibility;
  }

  /** How many deliveries are being kept. */
  get size(): number {
    return this.#since.size;
  }

  add(delivery: Delivery): void {
    this.#since.set(delivery, this.#worker.runtime.clock.now());
    this.#timer ??= this.#worker.runtime.clock.after(this.#visibility / 3, () => void this.#beat());
  }

  remove(delivery: Delivery): void {
    this.#since.delete(delivery);
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  async #beat(): Promise<void> {
    const { clock } = this.#worker.runtime;
    this.#timer = this.#since.size > 0 ? clock.after(this.#visibility / 3, () => void this.#beat()) : undefined;
    const old = clock.now() - this.#visibility / 3;
    const due = [...this.#since].filter(([delivery, since]) => since <= old && !this.#beating.has(delivery));
    await Promise.all(due.map(([delivery]) => this.#prolong(delivery)));
  }

  /** The two do not wait for each other: where the message cannot be hidden any more, the lease still keeps others from running it. */
  async #prolong(delivery: Delivery): Promise<void> {
    const { queue, messageId } = delivery;
    this.#beating.add(delivery);
    const calls = await Promise.allSettled([this.#hide(delivery), this.#renew(delivery)]);
    this.#beating.delete(delivery);
    for (const call of calls) {
      if (call.status === "fulfilled") continue;
      // The next beat tries again; there are three before anything runs out.
      this.#worker.runtime.logger.warn({ error: call.reason, messageId, queue }, "a heartbeat failed");
    }
  }

  async #hide({ queue, receipt }: Delivery): Promise<void> {
    await this.#worker.broker.hide(queue, receipt, Math.ceil(this.#visibility / 1_000));
  }

  async #renew(delivery: Delivery): Promise<void> {
    const { store, runtime } = this.#worker;
    const claim = this.#invocation.claims.get(delivery);
    if (!claim || (await store.renew(claim.id, claim.owner, this.#invocation.leaseUntil()))) return;
    runtime.logger.warn({ id: claim.id, queue: delivery.queue }, "the lease was lost to another worker");
  }
}
