import { type App, type TaskListing, taskListing } from "../../app/index.ts";

import { deadLetterName, queueName } from "../../settings/index.ts";
import { queuesOf } from "../../task/index.ts";

/** What the cloud has to know of an app. JSON: it is told by a process that has loaded the app. */
export interface AppDescription {
  readonly name: string;
  readonly table: string;
  /** How many tasks of a batch run side by side. */
  readonly concurrency: number;
  /** All queues that the app uses, by its own names, and their names in SQS. */
  readonly queues: readonly { readonly name: string; readonly sqsName: string; readonly deadLetterName: string }[];
  readonly tasks: readonly string[];
  /** The tasks, as they are listed for people. */
  readonly listings: readonly TaskListing[];
  /** The queue of each task, or of tasks by a pattern, that does not go to the default one. */
  readonly routes: Readonly<Record<string, string>>;
  /** The names of the schedules that it declares. */
  readonly schedules: readonly string[];
  /** The schedule group of EventBridge Scheduler that they go to. */
  readonly scheduleGroup: string;
  /** The bucket for large arguments and results. @default it has none */
  readonly payloadBucket?: string | undefined;
  /** The time limit of the slowest task, in milliseconds. @default none has one */
  readonly timeLimit?: number | undefined;
}

/** Describes an app. */
export function describeApp({ name, tasks, schedules, settings }: App): AppDescription {
  const scheduled = schedules.flatMap(({ options }) => options.queue ?? []);
  const queues = new Set([...queuesOf(tasks, settings), ...Object.keys(settings.queues), ...scheduled]);
  const own = tasks.flatMap(({ name, options }) => (options.queue === undefined ? [] : [[name, options.queue]]));
  const limits = tasks
    .map(({ options }) => options.timeLimit ?? settings.timeLimit)
    .filter((limit) => limit !== undefined);
  return {
    name,
    table: settings.table,
    concurrency: settings.concurrency,
    queues: Array.from(queues, (queue) => {
      const { url, deadLetterUrl } = settings.queues[queue] ?? {};
      return {
        name: queue,
        sqsName: lastPart(url) ?? queueName(name, queue),
        deadLetterName: lastPart(deadLetterUrl) ?? deadLetterName(name, queue),
      };
    }),
    tasks: tasks.map((task) => task.name),
    listings: tasks.map((task) => taskListing(task, settings)),
    routes: { ...settings.routes, ...Object.fromEntries(own) },
    schedules: schedules.map((schedule) => schedule.name),
    scheduleGroup: settings.scheduleGroup,
    ...(settings.payloadBucket !== undefined && { payloadBucket: settings.payloadBucket }),
    ...(limits.length > 0 && { timeLimit: Math.max(...limits) }),
  };
}

/** A queue's name in its URL. */
function lastPart(url: string | undefined): string | undefined {
  return url?.slice(url.lastIndexOf("/") + 1);
}
