import { LovageError } from "../../errors/index.ts";
import { states } from "../../lifecycle/index.ts";
import { readNames } from "./names.ts";

/** The states that the journal knows: those in which an attempt ends. */
const ends: readonly string[] = states.filter((state) => state !== "PENDING" && state !== "STARTED");

/** States in which an attempt ended, in any case, with commas between them. @throws LovageError INVALID_USAGE */
export function readStates(word: string): string[] {
  return readNames(word.toUpperCase(), "--state").map((state) => {
    if (ends.includes(state)) return state;
    const problem = `--state is ${JSON.stringify(word)}; it must be one or more of ${ends.join(", ")}, with commas.`;
    throw new LovageError("INVALID_USAGE", { problem });
  });
}
