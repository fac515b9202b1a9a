import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LovageError } from "../errors/index.ts";
import { type AppOptions, checkAppOptions } from "./app-options.ts";

/**
 * Reads app options from a JSON file (Celery's `config_from_object("celeryconfig")`).
 *
 * @throws LovageError INVALID_CONFIG_FILE when it is not there or no JSON object; UNKNOWN_OPTION, INVALID_OPTION
 */
export function readConfigFile(file: string | URL): Partial<AppOptions> {
  const path = file instanceof URL ? fileURLToPath(file) : file;
  let options: unknown;
  try {
    options = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new LovageError("INVALID_CONFIG_FILE", { file: path, problem }, { cause });
  }
  if (typeof options !== "object" || options === null || Array.isArray(options)) {
    throw new LovageError("INVALID_CONFIG_FILE", { file: path, problem: "it holds no object" });
  }
  checkAppOptions(path, options);
  return options;
}
