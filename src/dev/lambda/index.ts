// The door of the room: Lambda functions in worker threads.
export type { FunctionAnswer, FunctionError } from "./function-answer.ts";
export type { FunctionFact } from "./function-fact.ts";
export type { FunctionOptions } from "./function-options.ts";
export { LambdaFunction } from "./lambda-function.ts";
