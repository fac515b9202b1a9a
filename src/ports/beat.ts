import type { Compiled } from "../schedule/index.ts";

/** Where a schedule was made, which says who may change it: beside the tasks, at run time, or in infrastructure code. */
export type ScheduleSource = "code" | "runtime" | "cdk";

/** What the world fills the scheduled time of a tick into, by what ticks: EventBridge's own words. */
export const timePlaceholders = { rule: "<time>", scheduler: "<aws.scheduler.scheduled-time>" } as const;

/** What the beat is to be given for one schedule, complete: nothing is left for the adapter to decide. */
export interface BeatPlan {
  /** The schedule's name, one of its kind in the app. */
  readonly name: string;
  readonly source: ScheduleSource;
  /** Whether it is to fire. */
  readonly enabled: boolean;
  /** When it is to fire. */
  readonly compiled: Compiled;
  /** The app's name of the queue that each tick goes to. */
  readonly queue: string;
  /** On a FIFO queue what stays in order; on a standard one the tenant. */
  readonly groupId?: string;
  /** The message of a tick, with the placeholder of its target in place of the time. All that is known of the schedule can be read from it. */
  readonly input: string;
  /** A sentence for people, of at most 512 characters. */
  readonly description: string;
  /** For how long, in milliseconds, a tick that could not be delivered is worth another try. @default a day, EventBridge's longest */
  readonly usefulFor?: number;
}

/** A schedule as the beat keeps it. */
export interface KeptSchedule {
  /** The `input` of the plan. */
  readonly input: string;
  /** Whether it fires: all of it. */
  readonly enabled: boolean;
  /** False when a put was cut short: a part is missing, or another than it should be. To put it again repairs it. */
  readonly complete: boolean;
  readonly groupId?: string;
}

/**
 * What the engine asks of the world that ticks. It is also the only place in which schedules are kept. Adapters throw
 * LovageErrors: QUEUE_NOT_FOUND, BEAT_ROLE_MISSING, RULE_LIMIT_REACHED, ENDPOINT_UNREACHABLE, AWS_REFUSED,
 * NO_CREDENTIALS.
 */
export interface Beat {
  /**
   * Makes the schedule what the plan says: new, or in place of what has its name. Put twice it is the same. A schedule
   * that is half made never fires: after an error it is as it was, or not there, or disabled.
   */
  put(plan: BeatPlan): Promise<void>;
  /** The schedule of this name, if there is one. */
  get(name: string): Promise<KeptSchedule | undefined>;
  /** All schedules of the app, page by page, in no particular order. */
  list(): AsyncIterable<KeptSchedule>;
  /** Lets a schedule fire, or not; false when there is none of the name. @throws LovageError SCHEDULE_INCOMPLETE when a part is missing */
  enable(name: string): Promise<boolean>;
  disable(name: string): Promise<boolean>;
  /** Takes a schedule away, with all of its parts; false when there is none of the name. */
  remove(name: string): Promise<boolean>;
}
