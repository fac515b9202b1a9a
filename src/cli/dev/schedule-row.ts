import type { App } from "../../app/index.ts";
import { describe, nextRuns } from "../../schedule/index.ts";

/** A schedule as EventBridge has it, as `lovage dev` shows it. JSON. */
export interface ScheduleRow {
  readonly name: string;
  readonly task: string;
  /** When it runs, in words. */
  readonly when: string;
  /** Its next run, in ISO 8601; null when there is none. */
  readonly next: string | null;
  readonly enabled: boolean;
  /** Where it was made: "code", "runtime" or "cdk". */
  readonly source: string;
}

type Listed = NonNullable<Awaited<ReturnType<App["beat"]["get"]>>>;

/** Describes a schedule. Pure. */
export function scheduleRow({ name, task, schedule, enabled, source }: Listed, now: number): ScheduleRow {
  const [next] = enabled ? nextRuns(schedule, 1, new Date(now)) : [];
  return {
    name,
    task,
    when: describe(schedule),
    next: next ? next.toISOString().replace(".000Z", "Z") : null,
    enabled,
    source,
  };
}
