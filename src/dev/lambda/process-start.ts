import { randomUUID } from "node:crypto";
import { pathToFileURL } from "node:url";
import { functionArn, region } from "../account.ts";
import { DEFAULT_MEMORY_MB, type FunctionOptions } from "./function-options.ts";
import type { ProcessStart } from "./process-messages.ts";

/** What the process of a new environment is started with. @param now - milliseconds since 1970 */
export function processStart(options: FunctionOptions, now: number): ProcessStart {
  const { name, code, memoryMb = DEFAULT_MEMORY_MB } = options;
  const day = new Date(now).toISOString().slice(0, 10).replaceAll("-", "/");
  return {
    code: pathToFileURL(code).href,
    context: {
      functionName: name,
      functionVersion: "$LATEST",
      invokedFunctionArn: functionArn(name),
      memoryLimitInMB: String(memoryMb),
      logGroupName: `/aws/lambda/${name}`,
      logStreamName: `${day}/[$LATEST]${randomUUID().replaceAll("-", "")}`,
    },
  };
}

/**
 * What Lambda sets as well, and a function's own environment may change: the time zone, and here the region too, for its
 * tasks may speak to a real AWS besides.
 */
export const changeable = { AWS_REGION: region, AWS_DEFAULT_REGION: region, TZ: ":UTC" } as const;

/**
 * The variables that Lambda sets itself ("Defined runtime environment variables" of the Lambda developer guide). Left out
 * is what says where Lambda's own files are: it would be a lie here.
 */
export function lambdaVariables({ context }: ProcessStart): Record<string, string> {
  return {
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split(".")[0]}.x`,
    AWS_LAMBDA_FUNCTION_NAME: context.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: context.functionVersion,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: context.memoryLimitInMB,
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: context.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: context.logStreamName,
    _HANDLER: "index.handler",
  };
}

/** A trace id as X-Ray has them, not sampled. The SDK passes it on. */
export function traceId(now: number): string {
  const seconds = Math.floor(now / 1_000).toString(16);
  const random = randomUUID().replaceAll("-", "");
  return `Root=1-${seconds}-${random.slice(0, 24)};Parent=${random.slice(16)};Sampled=0`;
}
