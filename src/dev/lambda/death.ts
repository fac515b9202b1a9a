import type { FunctionError } from "./function-answer.ts";
import { functionError } from "./function-error.ts";

/** What Lambda says of an environment whose process ended by itself. */
export function exited(code: number): FunctionError {
  return {
    errorType: "Runtime.ExitError",
    errorMessage:
      code === 0 ? "Runtime exited without providing a reason" : `Runtime exited with error: exit status ${code}`,
  };
}

/** What Lambda says of an environment that died of an error outside any handler, or of its heap. */
export function crashed(error: unknown): FunctionError {
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return { errorType: "Runtime.OutOfMemory", errorMessage: error.message };
  }
  return functionError(error);
}

/** What Lambda says of what took too long. @param limit - in milliseconds */
export function timedOut(what: string, limit: number): FunctionError {
  return {
    errorType: "Sandbox.Timedout",
    errorMessage: `${what} timed out after ${(limit / 1_000).toFixed(2)} seconds`,
  };
}
