import { LovageError } from "../../errors/index.ts";
import { readJson, readJsonOf } from "./json.ts";

/** How the arguments of a task were typed. */
export interface TypedArguments {
  /** One word for each argument. */
  readonly words: readonly string[];
  /** Whether every word is text, JSON or not. */
  readonly string?: boolean;
  /** All arguments as one JSON list, instead of words. */
  readonly args?: string;
}

/**
 * The arguments of a task, from the words of a command line: what is JSON is sent as such, all else as text. A word that
 * begins as a list or an object and is no JSON is refused: it is nearly always a quote that the shell took away.
 *
 * @throws LovageError INVALID_USAGE
 */
export function readTaskArguments({ words, string, args }: TypedArguments): unknown[] {
  if (args === undefined) return words.map((word) => (string ? word : jsonOrText(word)));
  if (words.length > 0 || string) {
    const problem =
      "--args holds all arguments, so no others can be given beside it, and --string says nothing about it.";
    throw new LovageError("INVALID_USAGE", { problem });
  }
  return readJsonOf(args, "--args", "a JSON list, such as '[4, 4]'", (value) => Array.isArray(value));
}

function jsonOrText(word: string): unknown {
  try {
    return readJson(word);
  } catch (cause) {
    if (LovageError.is(cause)) throw cause;
    if (!/^\s*[[{]/.test(word)) return word;
    const problem = `The argument ${JSON.stringify(word)} begins as JSON does, but is none. Put it in single quotes, with double quotes inside: '{"a":1}'. To send it as text, add --string.`;
    throw new LovageError("INVALID_USAGE", { problem }, { cause });
  }
}
