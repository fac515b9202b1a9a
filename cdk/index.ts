// The door "lovage/cdk": the constructs. Imported by CDK apps only, never by src/.
export type { LovageAlarmProps } from "./add-alarms.ts";
export type { LovageDashboardProps } from "./add-dashboard.ts";
export type { AddSchedule, AddScheduleProps, ArgumentsOf, ScheduledArguments, TaskName } from "./add-schedule.ts";
export { Beat, type BeatProps } from "./beat.ts";
export type { TaskQueueReference } from "./imported-task-queue.ts";
export { Lovage } from "./lovage.ts";
export type { ILovage } from "./lovage-base.ts";
export { LovageGrants } from "./lovage-grants.ts";
export type { LovageProps, LovageQueueProps, LovageWorkerProps } from "./lovage-props.ts";
export type { QueueMappingProps } from "./queue-mapping.ts";
export { ScheduledTask } from "./scheduled-task.ts";
export { TaskQueue, type TaskQueueProps } from "./task-queue.ts";
export type { ITaskQueue } from "./task-queue-base.ts";
export { TaskTable, type TaskTableProps } from "./task-table.ts";
export { Worker } from "./worker.ts";
export type { WorkerBundling } from "./worker-bundling.ts";
export type { WorkerNetworkProps } from "./worker-network.ts";
export type { WorkerCodeProps, WorkerFunctionProps, WorkerProps, WorkerQueue } from "./worker-props.ts";
