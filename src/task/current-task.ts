import { AsyncLocalStorage } from "node:async_hooks";

/** What a task that runs passes on to those that it sends. */
export interface CurrentTask {
  readonly id: string;
  readonly rootId: string;
  /** How many tasks sent tasks on the way here. */
  readonly hops: number;
}

const storage = new AsyncLocalStorage<CurrentTask>();

/** The task in whose handler (or in whose promise) the caller runs, or undefined outside one (Celery's current_task). */
export function currentTask(): CurrentTask | undefined {
  return storage.getStore();
}

/** Runs a function as part of a task. */
export function runAsTask<R>(task: CurrentTask, run: () => R): R {
  return storage.run(task, run);
}
