import type { TaskContext } from "../task/index.ts";

/**
 * Wraps every attempt of every task of an app: `async (task, next) => { …; const result = await next(); …; return
 * result; }`. It may look at, replace or refuse the result, and what it throws counts as thrown by the task.
 */
export type Middleware = (task: TaskContext, next: () => Promise<unknown>) => Promise<unknown> | unknown;

/** Middleware around a handler, the first one outermost; the handler is the last link. */
export function compose(
  middleware: readonly Middleware[],
  task: TaskContext,
  handler: () => unknown,
): () => Promise<unknown> {
  let next = async () => handler();
  for (const layer of middleware.toReversed()) {
    const inner = next;
    next = async () => layer(task, inner);
  }
  return next;
}
