// The door of the room: reading how a task went, and revoking it.
export { AsyncResult, type GetOptions, type ResultSurroundings } from "./async-result.ts";
export { type KeptArguments, readKeptArguments } from "./kept-arguments.ts";
export type { Revocation, RevokeOutcome } from "./revocation.ts";
export type { RevokeOptions } from "./revoke-options.ts";
export { type KnownTask, revokeTasks } from "./revoke-tasks.ts";
export { shownArguments } from "./shown-arguments.ts";
export { shownResult } from "./shown-result.ts";
