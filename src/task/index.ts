// The door of the room: what a task is, before anything is sent or run.
export { checkArguments } from "./check-arguments.ts";
export {
  type CollapseOptions,
  type Debounce,
  type Key,
  keyText,
  type Singleton,
  type Throttle,
} from "./collapse-options.ts";
export { type CurrentTask, currentTask, runAsTask } from "./current-task.ts";
export { fitsPattern } from "./fits-pattern.ts";
export { queuesOf } from "./queues-of.ts";
export { Registry } from "./registry.ts";
export { checkSendOptions, type SendOptions } from "./send-options.ts";
export type { SensitiveOption, SensitiveParts } from "./sensitive.ts";
export type { TaskContext, TaskLog } from "./task-context.ts";
export { defineTask, type Handler, type TaskDefinition } from "./task-definition.ts";
export {
  type ArgumentsSchema,
  type ResolvedTaskOptions,
  type TaskOptions,
  type TaskOptionsOf,
  taskOptions,
} from "./task-options.ts";
