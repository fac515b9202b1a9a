/** An error as it is stored in a task record: enough to show it and to throw it again elsewhere. */
export interface RecordedError {
  readonly name: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: string;
  readonly cause?: RecordedError;
}

/** Causes below this depth are left out, and texts are cut, so that a record stays near one write unit. */
const DEEPEST_CAUSE = 3;
const LONGEST_MESSAGE = 2_000;
const LONGEST_STACK = 4_000;

/** Takes down anything that was thrown, an Error or not. Never throws itself. */
export function recordError(thrown: unknown, depth = 0): RecordedError {
  if (!(thrown instanceof Error)) return { name: "Error", message: cut(text(thrown), LONGEST_MESSAGE) };
  const code = "code" in thrown && typeof thrown.code === "string" ? thrown.code : undefined;
  const deeper = thrown.cause !== undefined && depth < DEEPEST_CAUSE;
  return {
    name: text(thrown.name),
    message: cut(text(thrown.message), LONGEST_MESSAGE),
    ...(thrown.stack ? { stack: cut(text(thrown.stack), LONGEST_STACK) } : {}),
    ...(code ? { code } : {}),
    ...(deeper ? { cause: recordError(thrown.cause, depth + 1) } : {}),
  };
}

/** An Error with the recorded name, message, code and cause, and the stack of where it was thrown first. */
export function reviveError(recorded: RecordedError): Error {
  const error = new Error(recorded.message, recorded.cause ? { cause: reviveError(recorded.cause) } : undefined);
  error.name = recorded.name;
  error.stack = recorded.stack ?? `${recorded.name}: ${recorded.message}`;
  if (recorded.code) Object.assign(error, { code: recorded.code });
  return error;
}

function text(value: unknown): string {
  try {
    return String(value);
  } catch {
    return "something that cannot be shown";
  }
}

function cut(value: string, longest: number): string {
  return value.length > longest ? `${value.slice(0, longest - 1).toWellFormed()}…` : value;
}
