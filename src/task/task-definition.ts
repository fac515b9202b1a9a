import { LovageError } from "../errors/index.ts";
import { type ResolvedTaskOptions, type TaskOptions, taskOptions } from "./task-options.ts";

/** A handler with its types erased: what the engine calls. */
export type Handler = (...args: never[]) => unknown;

/** A task as the engine knows it: plain data and a function. */
export interface TaskDefinition {
  readonly name: string;
  readonly options: ResolvedTaskOptions;
  readonly handler: Handler;
}

/**
 * Defines a task.
 *
 * @throws LovageError INVALID_TASK_NAME, UNKNOWN_OPTION, INVALID_OPTION
 */
export function defineTask(name: string, options: TaskOptions, handler: Handler): TaskDefinition {
  checkName(name);
  if (typeof handler !== "function") {
    throw new LovageError("INVALID_OPTION", {
      option: "handler",
      where: `task "${name}"`,
      got: handler,
      allowed: "a function",
    });
  }
  for (const alias of options.aliases ?? []) checkName(alias);
  return Object.freeze({ name, options: taskOptions(name, options), handler });
}

function checkName(name: unknown): void {
  // Control characters and white space are what makes two names look alike in a log and differ on the wire.
  if (typeof name !== "string" || !/^[^\s\p{Cc}]{1,200}$/u.test(name)) {
    throw new LovageError("INVALID_TASK_NAME", { got: name });
  }
}
