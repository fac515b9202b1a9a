import type { FunctionError } from "./function-answer.ts";

/** What happens in a function, for who watches. */
export type FunctionFact =
  /** A line that the function wrote. */
  | { readonly type: "line"; readonly stream: "stdout" | "stderr"; readonly line: string }
  /** An invocation threw, or cost its environment its life. */
  | { readonly type: "invocation-failed"; readonly requestId: string; readonly error: FunctionError }
  /** An environment died between two invocations, of something that an earlier one left behind. */
  | { readonly type: "environment-lost"; readonly error: FunctionError };
