import { makeEntry, type ScheduledOptions, type ScheduleEntry } from "../beat/index.ts";
import { LovageError } from "../errors/index.ts";
import type { Schedule } from "../schedule/index.ts";
import type { Signature } from "./signature.ts";
import type { TaskSender } from "./task.ts";

/** The options of a scheduled task, with its arguments: required where the task cannot do without. */
export type ScheduledTaskOptions<Args extends readonly unknown[]> = [] extends Args
  ? [options?: ScheduledOptions & { args?: Args }]
  : [options: ScheduledOptions & { args: Args }];

/** What `app.schedule` and `app.beat.put` take: a name, when, and what: a task and its arguments, a signature with all of them, or a task's name. */
export interface ScheduleTask<Answer> {
  <Args extends readonly unknown[]>(
    name: string,
    schedule: Schedule,
    task: TaskSender<string, Args, unknown>,
    ...options: ScheduledTaskOptions<NoInfer<Args>>
  ): Answer;
  (name: string, schedule: Schedule, signature: Signature<[], unknown>, options?: ScheduledOptions): Answer;
  (name: string, schedule: Schedule, task: string, options?: ScheduledOptions & { args?: readonly unknown[] }): Answer;
}

/** Any of the three, by what is looked at here. */
export type Schedulable =
  | string
  | Pick<TaskSender, "taskName">
  | Pick<Signature<[], unknown>, "task" | "args" | "options">;

/** The entry that a call of `ScheduleTask` speaks of. @throws LovageError as `makeEntry` */
export function entryOf(
  name: string,
  schedule: Schedule,
  what: Schedulable,
  options: ScheduledOptions & { args?: readonly unknown[] } = {},
): ScheduleEntry {
  const { args, ...rest } = options;
  if (typeof what === "string") return makeEntry(name, schedule, { task: what, args: args ?? [], options: rest });
  if ("taskName" in what) return makeEntry(name, schedule, { task: what.taskName, args: args ?? [], options: rest });
  if (args !== undefined) {
    const allowed = "left out beside a signature, which has its arguments";
    throw new LovageError("INVALID_OPTION", { option: "args", where: `schedule "${name}"`, got: args, allowed });
  }
  const { task, args: bound, options: own } = what;
  // What means nothing for more than one run (an id, an eta) is refused with the other unknown options.
  return makeEntry(name, schedule, { task, args: bound, options: { ...own, ...rest } as ScheduledOptions });
}
