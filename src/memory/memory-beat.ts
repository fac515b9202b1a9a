import { createHash } from "node:crypto";
import { type Beat, type BeatPlan, type Broker, type KeptSchedule, timePlaceholders } from "../ports/index.ts";
import type { Clock, Logger, Timer } from "../runtime/index.ts";
import { firesAfter } from "../schedule/index.ts";
import { isFifo } from "../settings/index.ts";

/** A schedule, and the timers of its expressions while it is enabled. */
interface Ticking {
  readonly plan: BeatPlan;
  readonly enabled: boolean;
  timers: Timer[];
}

/** What a beat in memory stands on. */
export interface MemoryBeatSurroundings {
  readonly clock: Clock;
  readonly broker: Broker;
  readonly logger: Logger;
}

/** The beat in memory: what EventBridge does with a plan, on an injected clock. Nothing outlives the process. */
export class MemoryBeat implements Beat {
  readonly #surroundings: MemoryBeatSurroundings;
  readonly #schedules = new Map<string, Ticking>();

  constructor(surroundings: MemoryBeatSurroundings) {
    this.#surroundings = surroundings;
  }

  async put(plan: BeatPlan): Promise<void> {
    this.#set(plan, plan.enabled);
  }

  async get(name: string): Promise<KeptSchedule | undefined> {
    const found = this.#schedules.get(name);
    return found && kept(found);
  }

  async *list(): AsyncGenerator<KeptSchedule> {
    for (const found of [...this.#schedules.values()]) yield kept(found);
  }

  async enable(name: string): Promise<boolean> {
    return this.#switch(name, true);
  }

  async disable(name: string): Promise<boolean> {
    return this.#switch(name, false);
  }

  async remove(name: string): Promise<boolean> {
    const found = this.#schedules.get(name);
    if (found) stop(found);
    return this.#schedules.delete(name);
  }

  /** Lets go of every timer. The schedules stay, and do not fire. */
  close(): void {
    for (const found of this.#schedules.values()) stop(found);
  }

  #switch(name: string, enabled: boolean): boolean {
    const found = this.#schedules.get(name);
    if (found && found.enabled !== enabled) this.#set(found.plan, enabled);
    return found !== undefined;
  }

  #set(plan: BeatPlan, enabled: boolean): void {
    const before = this.#schedules.get(plan.name);
    if (before) stop(before);
    const ticking: Ticking = { plan, enabled, timers: [] };
    this.#schedules.set(plan.name, ticking);
    if (!enabled) return;
    ticking.timers = expressionsOf(plan).map((_, index) => this.#arm(ticking, index, this.#surroundings.clock.now()));
  }

  /** Waits for the next time of one of the expressions. */
  #arm(ticking: Ticking, index: number, after: number): Timer {
    const { clock } = this.#surroundings;
    const next = nextTick(ticking.plan, expressionsOf(ticking.plan)[index] ?? "", after);
    if (next === undefined) return nothing;
    return clock.after(next.getTime() - clock.now(), () => {
      const { compiled, name } = ticking.plan;
      if (compiled.target === "scheduler" && compiled.actionAfterCompletion === "DELETE") this.#schedules.delete(name);
      else ticking.timers[index] = this.#arm(ticking, index, next.getTime());
      void this.#fire(ticking.plan, next);
    });
  }

  async #fire(plan: BeatPlan, at: Date): Promise<void> {
    const { broker, logger } = this.#surroundings;
    const { name, queue, groupId, compiled, input } = plan;
    const time = `${at.toISOString().slice(0, 19)}Z`;
    const body = input.replaceAll(timePlaceholders[compiled.target], time);
    // EventBridge gives no deduplication id: a FIFO queue that it sends to makes one of the content.
    const fifo = isFifo(queue) && { deduplicationId: createHash("sha256").update(body).digest("hex") };
    try {
      await broker.send({ queue, body, ...(groupId !== undefined && { groupId }), ...fifo });
    } catch (error) {
      logger.error({ schedule: name, time, error }, "a tick could not be delivered");
    }
  }
}

const nothing: Timer = { cancel: () => {} };

function kept({ plan, enabled }: Ticking): KeptSchedule {
  const { input, groupId } = plan;
  return { input, enabled, complete: true, ...(groupId !== undefined && { groupId }) };
}

function stop(ticking: Ticking): void {
  for (const timer of ticking.timers) timer.cancel();
  ticking.timers = [];
}

function expressionsOf({ compiled }: BeatPlan): readonly string[] {
  return compiled.target === "rule" ? compiled.expressions : [compiled.expression];
}

/** The next time of an expression, from the start date and up to the end date of a Scheduler schedule. */
function nextTick({ compiled }: BeatPlan, expression: string, after: number): Date | undefined {
  const scheduler = compiled.target === "scheduler" ? compiled : undefined;
  const start = scheduler?.startDate === undefined ? after : Math.max(after, scheduler.startDate.getTime() - 1);
  const { value: next } = firesAfter(expression, scheduler?.timezone ?? "UTC", new Date(start)).next();
  return next && scheduler?.endDate && next > scheduler.endDate ? undefined : next;
}
