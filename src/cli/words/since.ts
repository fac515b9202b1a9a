import { LovageError } from "../../errors/index.ts";
import { JOURNAL_RETENTION } from "../../lifecycle/index.ts";
import { renderDuration } from "../render-duration.ts";
import { readDuration } from "./duration.ts";

/** How far to look back in the journal, in milliseconds. @throws LovageError INVALID_USAGE when it is not kept so long */
export function readSince(word: string): number {
  const span = readDuration(word, "--since");
  if (span > 0 && span <= JOURNAL_RETENTION) return span;
  const problem = `--since is ${JSON.stringify(word)}; the journal is kept for ${renderDuration(JOURNAL_RETENTION)}, and an hour of it is "1h".`;
  throw new LovageError("INVALID_USAGE", { problem });
}
