import { z } from "zod";
import type { ListedSchedule } from "../../beat/index.ts";
import { describe, nextRuns, scheduleWarnings } from "../../schedule/index.ts";
import { moment } from "./schemas.ts";

const NEXT = 3;

/** A schedule, for people and for forms. */
export const scheduleView = z.object({
  name: z.string(),
  task: z.string(),
  args: z.array(z.unknown()),
  kwargs: z.record(z.string(), z.unknown()),
  /** When it runs, in plain words. */
  when: z.string(),
  /** When it runs, as it was written: crontab, every, at, cron or solar, with its options. */
  schedule: z.looseObject({ kind: z.string() }),
  options: z.record(z.string(), z.unknown()),
  overlap: z.string(),
  /** Where it was made; one of "cdk" can be run, but not changed here. */
  source: z.enum(["cdk", "code", "runtime"]),
  enabled: z.boolean(),
  /** False when a part of it is missing in EventBridge: put it again. */
  complete: z.boolean(),
  /** The next runs, if it is enabled. */
  next: z.array(moment),
  warnings: z.array(z.string()),
});

/** A schedule as the API gives it. Pure. */
export function viewSchedule(listed: ListedSchedule, now: number): z.infer<typeof scheduleView> {
  const { name, task, args, kwargs, schedule, options, overlap, source, enabled, complete } = listed;
  const next = enabled ? nextRuns(schedule, NEXT, new Date(now)) : [];
  return {
    ...{ name, task, args: [...args], kwargs: { ...kwargs }, overlap, source, enabled, complete },
    when: describe(schedule),
    schedule: { ...schedule },
    options: { ...options },
    next: next.map((run) => run.toISOString()),
    warnings: scheduleWarnings(schedule),
  };
}
