import type { TaskDefinition } from "../task/index.ts";
import type { Connection } from "./connection.ts";
import { taskMaker } from "./make-task.ts";
import type { AnyTask, DefineTask } from "./task.ts";

interface Shared {
  readonly definition: TaskDefinition;
  bind(connection: Connection): void;
}

const shared = new WeakMap<object, Shared>();

/**
 * Defines a task that belongs to no app yet (Celery's `shared_task`), for modules that several apps may use. It can be
 * called at once, and sent as soon as an app has included its module: `app.include(mailTasks)`.
 */
export const sharedTask: DefineTask = ((...parts: Parameters<DefineTask>) => {
  let connection: Connection | undefined;
  const define = taskMaker(
    () => connection,
    (definition: TaskDefinition, task: AnyTask) => {
      const bind = (to: Connection) => {
        connection = to;
      };
      shared.set(task, { definition, bind });
    },
  );
  return define(...parts);
}) as DefineTask;

/** The shared tasks among the exports of a module. */
export function sharedTasksOf(module: object): readonly Shared[] {
  return Object.values(module).flatMap((value) => (typeof value === "function" ? (shared.get(value) ?? []) : []));
}
