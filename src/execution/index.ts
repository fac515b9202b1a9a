// The door of the room: one delivery, from the queue to its outcome.
export { AttemptContext } from "./attempt-context.ts";
export { execute } from "./execute.ts";
export { type CutReason, Invocation } from "./invocation.ts";
export { compose, type Middleware } from "./middleware.ts";
export { LONGEST_HIDING, type Outcome } from "./outcome.ts";
export type { Worker } from "./worker.ts";
