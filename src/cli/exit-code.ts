import { type ErrorCode, LovageError } from "../errors/index.ts";

/** The exit codes, as docs/cli.md and the help list them. */
export const exitCodes = {
  success: 0,
  /** The task that was asked about failed or was revoked. */
  failed: 1,
  /** What was typed is wrong; nothing was done. */
  usage: 2,
  /** The task is not finished yet. */
  unfinished: 3,
  /** Lovage could not do it: no answer, no such queue, a file that does not load. */
  trouble: 4,
  /** Ended by Ctrl-C. */
  interrupted: 130,
  /** Ended by SIGTERM before it was done. */
  terminated: 143,
} as const;

/** How the program ends. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const usage: readonly ErrorCode[] = [
  "INVALID_USAGE",
  "INVALID_OPTION",
  "UNKNOWN_OPTION",
  "INVALID_DURATION",
  "INVALID_ARGUMENTS",
  "INVALID_TASK_ID",
  "UNKNOWN_TASK",
  "NOT_SERIALIZABLE",
  "EXPIRED_BEFORE_SENT",
  "DELAY_ON_FIFO",
  "DELAY_TOO_LONG",
  "DELAYED_TOO_LARGE",
  "GROUP_REQUIRED",
  "INVALID_TASK_NAME",
  "INVALID_SCHEDULE_NAME",
  "INVALID_SCHEDULE",
  "INVALID_CRONTAB",
  "INVALID_EXPRESSION",
  "INVALID_INSTANT",
  "INVALID_TIME_ZONE",
];

/** The exit code for an error that ended a command. */
export function exitCodeOf(error: unknown): ExitCode {
  return LovageError.is(error) && usage.includes(error.code) ? exitCodes.usage : exitCodes.trouble;
}
