// The door of the room: apps, tasks as users hold them, and producers.

export { App, appOf, createApp } from "./app.ts";
export type { AppBeat } from "./app-beat.ts";
export { createProducer, type TasksOf, type TypedProducer } from "./create-producer.ts";
export type { Revoke } from "./revoke.ts";
export { entryOf, type Schedulable, type ScheduledTaskOptions, type ScheduleTask } from "./schedule-task.ts";
export { sharedTask } from "./shared-task.ts";
export { Signature } from "./signature.ts";
export type { AnyTask, DefineTask, Suffix, Task, TaskSender, TaskTypes, WithoutSuffix } from "./task.ts";
export { type TaskListing, taskListing } from "./task-listing.ts";
