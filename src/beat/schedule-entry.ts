import type { ScheduleSource } from "../ports/index.ts";
import type { Schedule } from "../schedule/index.ts";
import type { Duration } from "../settings/index.ts";
import type { SendOptions } from "../task/index.ts";

/**
 * What becomes of a run that is due while the run before it is not over: "allow" runs it all the same, "skip" leaves it
 * out, "replace" ends the one before (revokes it, with `terminate`), and runs when that is over. A run that is left out, or
 * replaced, is REVOKED, so that it can be told from one that never came.
 */
export type Overlap = "allow" | "skip" | "replace";

/** How the runs of a schedule are sent: the options of `applyAsync` that mean something for more than one run. */
export interface ScheduledOptions
  extends Pick<
    SendOptions,
    | "queue"
    | "countdown"
    | "headers"
    | "ignoreResult"
    | "messageGroupId"
    | "timeLimit"
    | "softTimeLimit"
    | "kwargs"
    | "shadow"
  > {
  /** How long after its scheduled time a run may still begin; later it is REVOKED. @default the schedule's own, then the task's, then for ever */
  expires?: Duration;
  /** What becomes of a run while the one before is not over. @default "allow" */
  overlap?: Overlap;
}

/** A task on a schedule, as plain data: an entry of Celery's `beat_schedule`. Durations are in milliseconds. */
export interface ScheduleEntry {
  /** One of its kind in the app. The runs' ids come from it. */
  readonly name: string;
  readonly schedule: Schedule;
  /** The task's name. */
  readonly task: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Omit<ScheduledOptions, "kwargs" | "overlap">>;
  readonly overlap: Overlap;
}

/** A schedule as EventBridge has it. */
export interface ListedSchedule extends ScheduleEntry {
  /** Where it was made. One of "cdk" can be read and run here, but not changed. */
  readonly source: ScheduleSource;
  /** Whether it fires: what `enable` and `disable` set, whatever `schedule.enabled` said when it was put. */
  readonly enabled: boolean;
  /** False when a part of it is missing in EventBridge, as putting it was cut short: put it again. */
  readonly complete: boolean;
}
