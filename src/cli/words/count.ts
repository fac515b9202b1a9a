import { LovageError } from "../../errors/index.ts";

/** A whole number from `least` to `most`. @throws LovageError INVALID_USAGE */
export function readCount(word: string, option: string, least: number, most: number): number {
  const count = /^\d+$/.test(word) ? Number(word) : Number.NaN;
  if (count >= least && count <= most) return count;
  const problem = `${option} is ${JSON.stringify(word)}; it must be a whole number from ${least} to ${most}.`;
  throw new LovageError("INVALID_USAGE", { problem });
}
