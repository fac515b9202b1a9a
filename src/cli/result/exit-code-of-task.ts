import { isFinal } from "../../lifecycle/index.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";

/** The exit code of a command that asked about a task. A task that ended as IGNORED did what it meant to. */
export function exitCodeOfTask(state: string): ExitCode {
  if (!isFinal(state)) return exitCodes.unfinished;
  return state === "FAILURE" || state === "REVOKED" ? exitCodes.failed : exitCodes.success;
}
