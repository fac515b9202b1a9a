import { LovageError } from "../../errors/index.ts";
import { type Duration, milliseconds } from "../../settings/index.ts";

/**
 * A duration on the command line, in milliseconds. A bare number is refused: Celery's would be seconds, ours
 * milliseconds, and who types 10 should not have to know.
 *
 * @throws LovageError INVALID_USAGE
 */
export function readDuration(word: string, option: string): number {
  const problem = `${option} is ${JSON.stringify(word)}; it must be a number with its unit: "500ms", "30s", "5m", "2h" or "1d".`;
  try {
    return milliseconds(word as Duration);
  } catch (cause) {
    throw new LovageError("INVALID_USAGE", { problem }, { cause });
  }
}
