// The door of the room: Lambda functions, each environment a process.
export type { FunctionAnswer, FunctionError } from "./function-answer.ts";
export type { FunctionFact } from "./function-fact.ts";
export { DEFAULT_CONCURRENCY, type FunctionOptions } from "./function-options.ts";
export { LambdaFunction } from "./lambda-function.ts";
export { runOnce } from "./run-once.ts";
