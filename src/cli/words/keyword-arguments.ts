import { readJsonOf } from "./json.ts";

/** The keyword arguments of `--kwargs`. @throws LovageError INVALID_USAGE */
export function readKeywordArguments(word: string): Record<string, unknown> {
  return readJsonOf(word, "--kwargs", `a JSON object, such as '{"to":"ada"}'`, isObject);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
