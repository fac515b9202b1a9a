import type { Signature, TaskSender, TasksOf } from "../src/app/index.ts";
import type { ScheduledOptions } from "../src/beat/index.ts";
import type { Schedule } from "../src/schedule/index.ts";
import type { ScheduledTask } from "./scheduled-task.ts";

/** When a task is to run, and how: the options of `app.schedule`. */
export interface AddScheduleProps extends ScheduledOptions {
  /** `crontab({ … })`, `every("10s")`, `at(date)`, `cron("…")` or `solar(…)`, with their time zone, start, end and `enabled`. */
  readonly schedule: Schedule;
}

/** A task's arguments: required where it cannot do without. */
export type ScheduledArguments<Args extends readonly unknown[]> = [] extends Args
  ? { readonly args?: Args }
  : { readonly args: Args };

/** The names of the tasks of a module; any where none is known. */
export type TaskName<Tasks> = [keyof TasksOf<Tasks>] extends [never] ? string : keyof TasksOf<Tasks> & string;

/** The arguments of a task of a module by its name; any where none is known. */
export type ArgumentsOf<Tasks, Name> = Name extends keyof TasksOf<Tasks>
  ? TasksOf<Tasks>[Name] extends TaskSender<string, infer Args, unknown>
    ? Args
    : never
  : readonly unknown[];

/** `lovage.addSchedule`: of a task that is imported, of a signature with all of its arguments, or of a task by its name. */
export interface AddSchedule<Tasks> {
  <Args extends readonly unknown[]>(
    id: string,
    props: AddScheduleProps & { readonly task: TaskSender<string, Args, unknown> } & ScheduledArguments<NoInfer<Args>>,
  ): ScheduledTask;
  (
    id: string,
    props: AddScheduleProps & { readonly task: Signature<[], unknown>; readonly args?: never },
  ): ScheduledTask;
  <Name extends TaskName<Tasks>>(
    id: string,
    props: AddScheduleProps & { readonly task: Name } & ScheduledArguments<ArgumentsOf<Tasks, Name>>,
  ): ScheduledTask;
}
