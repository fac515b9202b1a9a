import { LovageError } from "../../errors/index.ts";
import { type LogLevel, logLevels } from "../../runtime/index.ts";

/** A level of `--loglevel`; capitals, and Celery's "warning", are understood. @throws LovageError INVALID_USAGE */
export function readLogLevel(word: string): LogLevel {
  const written = word.toLowerCase().replace(/^warning$/, "warn");
  const level = logLevels.find((known) => known === written);
  if (level) return level;
  const problem = `--loglevel is ${JSON.stringify(word)}; it must be one of ${logLevels.join(", ")}.`;
  throw new LovageError("INVALID_USAGE", { problem });
}
