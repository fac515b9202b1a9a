// A further door of the room, for `lovage logs` alone: what functions have logged. It stands apart from the first because no
// worker and no producer needs the client of CloudWatch Logs.
export { type LogEvent, type LogWish, readLog } from "./read-log.ts";
