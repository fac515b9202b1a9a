// The door of the room: reading how a task went.
export { AsyncResult, type GetOptions, type ResultSurroundings } from "./async-result.ts";
