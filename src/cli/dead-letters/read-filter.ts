import { LovageError } from "../../errors/index.ts";
import { type LetterFilter, letterReasons } from "../../letters/index.ts";
import { readDuration } from "../words/duration.ts";
import { readMoment } from "../words/moment.ts";

/** Which dead letters, as it was typed. */
export interface FilterWords {
  readonly task?: string;
  readonly queue?: string;
  readonly reason?: string;
  readonly since?: string;
}

/** @throws LovageError INVALID_USAGE */
export function readFilter({ task, queue, reason, since }: FilterWords): LetterFilter {
  return {
    ...(task !== undefined && { task }),
    ...(queue !== undefined && { queue }),
    ...(reason !== undefined && { reason: readReason(reason) }),
    ...(since !== undefined && {
      since: since.includes("T") ? readMoment(since, "--since") : readDuration(since, "--since"),
    }),
  };
}

function readReason(word: string): string {
  const reason = letterReasons.find((known) => known === word.toUpperCase());
  if (reason) return reason;
  const problem = `--reason is ${JSON.stringify(word)}; it must be one of ${letterReasons.join(", ")}.`;
  throw new LovageError("INVALID_USAGE", { problem });
}
