// The door of the room: EventBridge Scheduler, behind its REST-JSON protocol.
export { type Scheduler, type SchedulerOptions, scheduler } from "./scheduler.ts";
