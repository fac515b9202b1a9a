/*
 * What `lovage dev` puts around a worker: answers to the question what app it has, and to the request to take up its
 * schedules, and, for people, the results of tasks in the log. It is part of the function by worker-entry.ts.
 */
import { appOf } from "../../app/index.ts";
import { redact } from "../../message/index.ts";
import { type AppDescription, describeApp } from "./app-description.ts";
import { resultLine } from "./result-line.ts";
import { syncSchedules } from "./sync-schedules.ts";

type Handler = (event: never, context: never) => Promise<unknown>;
type Worker = Handler & { stop(): void };

/** The event that asks for the description. */
export const describeEvent = { lovage: "describe" } as const;

/** What it is answered with. */
export interface DescribeAnswer {
  /** Null where no module exports an app. */
  readonly app: AppDescription | null;
}

/** The event that asks to take up the schedules, which is answered with `SchedulesTaken`. */
export const syncEvent = { lovage: "sync" } as const;

/** Makes the handler of a function in `lovage dev`. @param createWorker - of the door "lovage/worker" */
export function devHandler(
  createWorker: (...modules: [object, ...object[]]) => Worker,
  modules: [object, ...object[]],
  options: { readonly story: boolean },
): Handler {
  const app = modules.map(appOf).find((found) => found !== undefined);
  if (!app) return async () => ({ app: null }) satisfies DescribeAnswer;
  const worker = createWorker(...modules);
  // What the cloud sends before it ends the process of a function that is not done in time.
  process.once("SIGTERM", () => worker.stop());
  if (options.story) {
    app.use(async (task, next) => {
      const result = await next();
      const { sensitive } = app.tasks.find(({ name }) => name === task.name)?.options ?? {};
      const shown = sensitive?.shown === undefined ? result : redact(result, sensitive.shown);
      if (result !== undefined) process.stdout.write(resultLine(task.id, shown));
      return result;
    });
  }
  return async (event: object, context) => {
    if (!("lovage" in event)) return worker(event as never, context);
    return event.lovage === syncEvent.lovage
      ? syncSchedules(app)
      : ({ app: describeApp(app) } satisfies DescribeAnswer);
  };
}
