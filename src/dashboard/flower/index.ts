import type { Route } from "../route.ts";
import { applyAndWait, asyncApply, sendTask } from "./apply.ts";
import { queueLengths } from "./queue-lengths.ts";
import { abort, revoke } from "./revoke.ts";
import { taskInfo } from "./task-info.ts";
import { taskResult } from "./task-result.ts";
import { taskTypes } from "./task-types.ts";
import { tasks } from "./tasks.ts";
import { workers } from "./workers.ts";

export { mountMetrics } from "./mount-metrics.ts";
export { mountRefusals } from "./mount-refusals.ts";

/** Flower's REST API, under its own paths and in its own shapes, where it has a meaning here. */
export const flowerRoutes: readonly Route[] = [
  ...[workers, tasks, taskTypes, taskInfo, taskResult],
  ...[applyAndWait, asyncApply, sendTask, revoke, abort],
  queueLengths,
];
