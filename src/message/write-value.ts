import { LovageError } from "../errors/index.ts";
import { isPlain } from "./is-plain.ts";
import { ValueWriter } from "./value-writer.ts";

/** Deeper values take the slow way, which finds cycles. */
const PLAIN_DEPTH = 64;

/**
 * JSON text of a value, kombu's types included. `what` and `root` are for the error: what is being written, and the
 * name of the value in it.
 *
 * @throws LovageError NOT_SERIALIZABLE with the path of the culprit
 */
export function writeValue(value: unknown, what: string, root: string): string {
  try {
    if (isPlain(value, PLAIN_DEPTH)) {
      const text = JSON.stringify(value) ?? "null";
      // Perhaps an object that a reader would take for one of kombu's types: the writer knows.
      if (!text.includes('__type__"')) return text;
    }
    return new ValueWriter(what, root).write(value);
  } catch (error) {
    if (LovageError.is(error)) throw error;
    throw unreadable(what, root, error);
  }
}

/** A getter, a proxy or a toJSON that throws, or a value too deep for the stack. */
function unreadable(what: string, path: string, cause: unknown): LovageError {
  const got = `a value that throws when it is read (${cause instanceof Error ? cause.message : typeof cause})`;
  return new LovageError("NOT_SERIALIZABLE", { what, path, got, allowed: "values that can be read" }, { cause });
}
