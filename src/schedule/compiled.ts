/** What a tick of EventBridge means for the consumer. With neither, each tick is a run, at its scheduled time. */
export interface Tick {
  /** Some ticks are too many: `isDue` or `ticksWithin` tells them apart. */
  readonly guard: boolean;
  /**
   * A tick stands for the runs of so many seconds from its scheduled time: `ticksWithin` lists them, to be sent with a
   * delay. Absent: a tick stands for its own time.
   */
  readonly windowSeconds?: 60 | 900;
}

/** The ticks of a recurring schedule, without bounds: what each kind is compiled to. */
export interface RecurringTick extends Tick {
  readonly expressions: readonly string[];
}

/** A schedule as EventBridge rules, one for each expression. Rules are in UTC. */
export interface CompiledRule extends RecurringTick {
  readonly target: "rule";
}

/** A schedule as one EventBridge Scheduler schedule. */
export interface CompiledScheduler extends Tick {
  readonly target: "scheduler";
  readonly expression: string;
  readonly timezone: string;
  readonly startDate?: Date;
  readonly endDate?: Date;
  /** "DELETE" for what has one run, so that a finished schedule does not count against the quota. */
  readonly actionAfterCompletion: "DELETE" | "NONE";
}

/** What is to be deployed for a schedule. */
export type Compiled = CompiledRule | CompiledScheduler;
