import type { ListedSchedule, PastRun } from "../../beat/index.ts";
import { encodeValue, plainValue } from "../../message/index.ts";
import { describe, nextRuns, type Schedule } from "../../schedule/index.ts";
import { viewTask } from "../result/task-view.ts";

/** A run that was due. */
export interface RunView {
  /** Its scheduled time. */
  readonly at: string;
  readonly id: string;
  /** Null where nothing is known of it: it was never begun, or is forgotten already. */
  readonly state: string | null;
  /** From the start of the first attempt to the end of the last, in milliseconds. */
  readonly took?: number;
}

/** A schedule, as the CLI shows it, and as `--json` prints it. */
export interface ScheduleView {
  readonly name: string;
  readonly task: string;
  readonly args: unknown;
  readonly kwargs: unknown;
  /** When it runs, in plain words. */
  readonly when: string;
  readonly schedule: Schedule;
  /** Null where it does not depend on one. */
  readonly timezone: string | null;
  readonly enabled: boolean;
  /** False when a part of it is missing in EventBridge. */
  readonly complete: boolean;
  readonly source: ListedSchedule["source"];
  readonly overlap: ListedSchedule["overlap"];
  readonly options: ListedSchedule["options"];
  /** The times of its next runs; none while it is disabled. */
  readonly next: readonly string[];
  /** The last runs that were due, the latest first. */
  readonly last: readonly RunView[];
}

/** What is looked at besides the schedule itself. */
export interface ScheduleSight {
  readonly now: number;
  /** How many of the next runs to tell. */
  readonly runs: number;
  readonly past: readonly PastRun[];
}

/** What there is to show of a schedule. Pure. */
export function viewSchedule(listed: ListedSchedule, { now, runs, past }: ScheduleSight): ScheduleView {
  const { name, task, args, kwargs, schedule, enabled, complete, source, overlap, options } = listed;
  const fires = enabled && complete;
  return {
    name,
    task,
    args: plainValue(encodeValue(args, "args")),
    kwargs: plainValue(encodeValue(kwargs, "kwargs")),
    when: describe(schedule),
    schedule,
    timezone: "timezone" in schedule ? schedule.timezone : null,
    enabled,
    complete,
    source,
    overlap,
    options,
    next: fires ? nextRuns(schedule, runs, new Date(now)).map((run) => run.toISOString()) : [],
    last: past.map((run) => viewRun(run, now)),
  };
}

function viewRun({ at, id, record }: PastRun, now: number): RunView {
  if (!record) return { at: at.toISOString(), id, state: null };
  const { state, took } = viewTask(id, record, now);
  return { at: at.toISOString(), id, state, ...(took !== undefined && { took }) };
}
