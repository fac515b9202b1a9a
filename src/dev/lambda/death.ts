import type { FunctionError } from "./function-answer.ts";

/** What Lambda says of an environment whose process ended by itself, or of a signal. */
export function exited(code: number | null, signal: NodeJS.Signals | null): FunctionError {
  const how = signal === null ? `exit status ${code}` : `signal: ${signal}`;
  const errorMessage = code === 0 ? "Runtime exited without providing a reason" : `Runtime exited with error: ${how}`;
  return { errorType: "Runtime.ExitError", errorMessage };
}

/** What Lambda says of an environment that needed more memory than it has. */
export function outOfMemory(memoryMb: number): FunctionError {
  return {
    errorType: "Runtime.OutOfMemory",
    errorMessage: `The heap grew over the function's memory of ${memoryMb} MB`,
  };
}

/** What Lambda says of what took too long. @param limit - in milliseconds */
export function timedOut(what: string, limit: number): FunctionError {
  return {
    errorType: "Sandbox.Timedout",
    errorMessage: `${what} timed out after ${(limit / 1_000).toFixed(2)} seconds`,
  };
}
