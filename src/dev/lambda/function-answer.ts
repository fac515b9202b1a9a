/** An error as Lambda reports it of a function. */
export interface FunctionError {
  /** The error's name, or Lambda's own: `Sandbox.Timedout`, `Runtime.ExitError`, `Runtime.OutOfMemory`, … */
  readonly errorType: string;
  readonly errorMessage: string;
  /** The stack, line by line. @default none: the environment died without one */
  readonly trace?: readonly string[] | undefined;
}

/** How an invocation ended. */
export type FunctionAnswer =
  /** The handler returned; `payload` is what it returned, as JSON text. */
  | { readonly kind: "returned"; readonly payload: string }
  /** The handler threw, or its environment died. */
  | { readonly kind: "failed"; readonly error: FunctionError }
  /** No environment came free in time; nothing ran. */
  | { readonly kind: "throttled" };
