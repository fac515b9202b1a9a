import { LovageError } from "../../errors/index.ts";
import { type AppOptions, readSettings } from "../../settings/index.ts";
import { appInStack } from "./app-in-stack.ts";

/**
 * The options of the app that a CloudFormation stack holds: `--stack Shop`.
 *
 * @param place - where the stack is. What is not said here is found as for every other client.
 * @throws LovageError STACK_NOT_FOUND, NO_APP_IN_STACK, INVALID_USAGE, ENDPOINT_UNREACHABLE, NO_CREDENTIALS, AWS_REFUSED
 */
export async function openStack(
  stack: string,
  place: Pick<AppOptions, "region" | "profile" | "endpoint">,
  name?: string,
): Promise<AppOptions> {
  const { readStack } = await import("../../aws/cloudformation/index.ts");
  const { region, profile, endpoint } = readSettings({ name: "any", ...place });
  try {
    return appInStack(await readStack(stack, { region, profile, endpoint }), name);
  } catch (error) {
    throw withoutCloudFormation(error) ? noStacksHere(error) : error;
  }
}

/** What `lovage dev`, which plays no CloudFormation, answers to its protocol. */
function withoutCloudFormation(error: unknown): boolean {
  return LovageError.is(error, "AWS_REFUSED") && error.detail.problem.startsWith("UnsupportedProtocol");
}

function noStacksHere(cause: unknown): LovageError {
  const problem =
    "The endpoint is an embedded cloud, which has no CloudFormation stacks: leave out --stack, and name the app (--name shop).";
  return new LovageError("INVALID_USAGE", { problem }, { cause });
}
