import { LovageError } from "../../errors/index.ts";
import { decodeValue } from "../../message/index.ts";

/**
 * Reads JSON as it was typed, exactly: an integer beyond 2^53 is a bigint, and kombu's typed form
 * (`{"__type__":"datetime","__value__":"…"}`) is the value that it stands for.
 *
 * @throws SyntaxError when it is no JSON; LovageError INVALID_USAGE when it holds a `__type__` that kombu does not know
 */
export function readJson(word: string): unknown {
  JSON.parse(word);
  try {
    return decodeValue(word);
  } catch (cause) {
    const problem = `${JSON.stringify(word)} cannot be sent: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new LovageError("INVALID_USAGE", { problem }, { cause });
  }
}

/** Reads JSON of a certain kind. @throws LovageError INVALID_USAGE */
export function readJsonOf<T>(word: string, option: string, expected: string, test: (value: unknown) => value is T): T {
  const problem = `${option} is ${JSON.stringify(word)}; it must be ${expected}. Single quotes keep the shell away from it.`;
  let value: unknown;
  try {
    value = readJson(word);
  } catch (cause) {
    if (LovageError.is(cause)) throw cause;
    throw new LovageError("INVALID_USAGE", { problem }, { cause });
  }
  if (test(value)) return value;
  throw new LovageError("INVALID_USAGE", { problem });
}
