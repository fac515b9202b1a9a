import type { FunctionError } from "./function-answer.ts";

/** What the process of an environment is started with. */
export interface ProcessStart {
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
export interface InvocationRequest {
  readonly requestId: string;
  readonly traceId: string;
  /** The event, as JSON text. */
  readonly event: string;
  /** How long the invocation may still take, in milliseconds. */
  readonly remaining: number;
}

/** What it says. Before each, it writes the mark with this number to both of its streams. */
export type ProcessMessage = { readonly mark: number } & ProcessNews;

/** How things went with it. */
export type ProcessNews =
  | { readonly type: "ready" }
  | { readonly type: "returned"; readonly payload: string }
  | { readonly type: "threw"; readonly error: FunctionError }
  /** Its INIT failed, or something outside the handler threw; it ends. */
  | { readonly type: "crashed"; readonly error: FunctionError };

/** A line that says: all that was written before the message with this number stands above. */
export function markLine(mark: number): string {
  return `${MARK}${mark}\n`;
}

/** How a mark begins, wherever in a line it stands. No text has it by chance. */
export const MARK = "\0lovage-mark ";
