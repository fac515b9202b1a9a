import { LovageError } from "../../errors/index.ts";

/** A list of names with commas between them. @throws LovageError INVALID_USAGE */
export function readNames(word: string, option: string): string[] {
  const names = word.split(",").map((name) => name.trim());
  if (names.every((name) => name !== "")) return [...new Set(names)];
  const problem = `${option} is ${JSON.stringify(word)}; it must be names with commas between them: default,mail.`;
  throw new LovageError("INVALID_USAGE", { problem });
}
