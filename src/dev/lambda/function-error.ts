import type { FunctionError } from "./function-answer.ts";

/** Anything that was thrown, as Lambda's Node runtime reports it. */
export function functionError(thrown: unknown): FunctionError {
  if (!(thrown instanceof Error)) return { errorType: typeof thrown, errorMessage: String(thrown) };
  return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? "").split("\n") };
}
