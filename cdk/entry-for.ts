import { entryOf, type Schedulable } from "../src/app/index.ts";
import type { ScheduleEntry } from "../src/beat/index.ts";
import type { TaskDefinition } from "../src/task/index.ts";
import type { AddScheduleProps } from "./add-schedule.ts";

/** What `addSchedule` takes, whatever the task is given as. */
export interface AnySchedule extends AddScheduleProps {
  readonly task: Schedulable;
  readonly args?: readonly unknown[];
}

/**
 * The schedule that a call of `addSchedule` speaks of, and its task's definition where a task was given that has one.
 *
 * @throws LovageError as `app.schedule`
 */
export function entryFor(name: string, { schedule, task, ...options }: AnySchedule): [ScheduleEntry, TaskDefinition?] {
  const entry = entryOf(name, schedule, task, options);
  // A task that is known by its type alone, or by its name, has none.
  return hasDefinition(task) ? [entry, task.definition] : [entry];
}

function hasDefinition(task: unknown): task is { readonly definition: TaskDefinition } {
  return typeof task === "function" && "definition" in task;
}
