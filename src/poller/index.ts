// The door of the room: a worker in a process of its own.
export { Poller, type PollerOptions } from "./poller.ts";
