import { Duration } from "aws-cdk-lib";
import { LONGEST_FUNCTION_TIMEOUT, timeBudget } from "../src/settings/index.ts";
import { isToken } from "./check-props.ts";

/** The timeout of a function whose queues have these time limits. */
export function workerTimeout(timeLimits: readonly (Duration | undefined)[]): Duration {
  const seconds = timeLimits.flatMap((limit) => limit ?? []).map(inSeconds);
  const timeLimit = seconds.length > 0 ? Math.max(...seconds) : undefined;
  return Duration.seconds(timeBudget({ timeLimit }).functionTimeout);
}

/** A duration in seconds; what is known only at deployment cannot be reckoned with, so the longest stands in for it. */
export function inSeconds(duration: Duration): number {
  return isToken(duration) ? LONGEST_FUNCTION_TIMEOUT : duration.toSeconds();
}
