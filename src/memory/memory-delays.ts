import { arrivalOf, type Broker, type DelayedMessage, type Delays } from "../ports/index.ts";
import type { Clock, Logger, Timer } from "../runtime/index.ts";

/** What delays in memory stand on. */
export interface MemoryDelaysSurroundings {
  readonly clock: Clock;
  readonly broker: Broker;
  readonly logger: Logger;
}

interface Waiting {
  readonly message: DelayedMessage;
  readonly timer: Timer;
}

/** Keeps messages in memory, as EventBridge Scheduler does: on an injected clock, and on the minute. Nothing outlives the process. */
export class MemoryDelays implements Delays {
  readonly #surroundings: MemoryDelaysSurroundings;
  readonly #waiting = new Map<string, Waiting>();

  constructor(surroundings: MemoryDelaysSurroundings) {
    this.#surroundings = surroundings;
  }

  /** The messages that wait, in the order in which they were put. */
  get waiting(): readonly DelayedMessage[] {
    return [...this.#waiting.values()].map(({ message }) => message);
  }

  async put(message: DelayedMessage): Promise<void> {
    const { clock } = this.#surroundings;
    const { sendAt } = arrivalOf(message);
    const before = this.#waiting.get(message.id);
    if (before && arrivalOf(before.message).sendAt <= sendAt) return;
    before?.timer.cancel();
    const timer = clock.after(sendAt - clock.now(), () => {
      this.#waiting.delete(message.id);
      void this.#send(message);
    });
    this.#waiting.set(message.id, { message, timer });
  }

  async remove(id: string): Promise<boolean> {
    this.#waiting.get(id)?.timer.cancel();
    return this.#waiting.delete(id);
  }

  /** Lets go of every timer. The messages stay, and are not sent. */
  close(): void {
    for (const { timer } of this.#waiting.values()) timer.cancel();
  }

  async #send({ id, task, eta, ...message }: DelayedMessage): Promise<void> {
    const { broker, logger } = this.#surroundings;
    const { delaySeconds } = arrivalOf({ queue: message.queue, eta });
    try {
      await broker.send({ ...message, ...(delaySeconds !== undefined && { delaySeconds }) });
    } catch (error) {
      logger.error({ id, task, error }, "a delayed message could not be sent");
    }
  }
}
