import type { FunctionError } from "./function-answer.ts";

/** What the thread of an environment is started with. */
export interface ThreadStart {
  /** The `file:` URL of the function's module. */
  readonly code: string;
  /** What is the same in the context of each invocation. */
  readonly context: {
    readonly functionName: string;
    readonly functionVersion: string;
    readonly invokedFunctionArn: string;
    readonly memoryLimitInMB: string;
    readonly logGroupName: string;
    readonly logStreamName: string;
  };
}

/** What it is asked. */
export interface ThreadRequest {
  readonly requestId: string;
  readonly traceId: string;
  /** The event, as JSON text. */
  readonly event: string;
  /** How long the invocation may still take, in milliseconds. */
  readonly remaining: number;
}

/** What it says. One port carries all of it, so what was written before an answer arrives before it. */
export type ThreadMessage =
  | { readonly type: "ready" }
  | { readonly type: "init-failed"; readonly error: FunctionError }
  | { readonly type: "output"; readonly stream: "stdout" | "stderr"; readonly text: string }
  | { readonly type: "returned"; readonly payload: string }
  | { readonly type: "threw"; readonly error: FunctionError };
