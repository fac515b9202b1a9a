import { partialResponsesVariable } from "./names.ts";
import type { Environment } from "./settings.ts";

/**
 * Whether this function says that its event source mapping reports batch item failures. Outside Lambda (the function's
 * name is not set) there is no mapping that could be wrong.
 */
export function partialResponsesOn(env: Environment = process.env): boolean {
  return env[partialResponsesVariable] === "1" || !inLambda(env);
}

/** Whether this process is a Lambda function. */
export function inLambda(env: Environment = process.env): boolean {
  return env.AWS_LAMBDA_FUNCTION_NAME !== undefined;
}
