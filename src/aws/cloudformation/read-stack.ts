import { type CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { didYouMean, LovageError } from "../../errors/index.ts";
import type { Place } from "../client-config.ts";
import { ServiceLink } from "../service-link.ts";
import { cloudFormationClient } from "./cloudformation-client.ts";
import { stackNames } from "./stack-names.ts";

/** A value that a stack tells. */
export interface StackOutput {
  readonly value: string;
  readonly description?: string | undefined;
}

/** A stack, as far as it was asked about. */
export interface DeployedStack {
  readonly name: string;
  /** CloudFormation's word for how it is: "CREATE_COMPLETE". */
  readonly status: string;
  readonly outputs: readonly StackOutput[];
}

/**
 * Asks CloudFormation for a stack by its name or ARN: one call.
 *
 * @throws LovageError STACK_NOT_FOUND, with the names that are near, where they may be listed; ENDPOINT_UNREACHABLE,
 * NO_CREDENTIALS, AWS_REFUSED
 */
export async function readStack(name: string, place: Place): Promise<DeployedStack> {
  const link = new ServiceLink("CloudFormation", place.endpoint, () => cloudFormationClient(place));
  const command = new DescribeStacksCommand({ StackName: name });
  const answer = await link.call("DescribeStacks", (client) => client.send(command).catch(noneIfAbsent));
  const [stack] = answer?.Stacks ?? [];
  if (!stack) throw await notFound(name, link);
  return {
    name: stack.StackName ?? name,
    status: stack.StackStatus ?? "",
    outputs: (stack.Outputs ?? []).map(({ OutputValue = "", Description }) => ({
      value: OutputValue,
      description: Description,
    })),
  };
}

/** CloudFormation has no error of its own for a stack that is not there: "Stack with id Shop does not exist". */
function noneIfAbsent(error: unknown): undefined {
  if (error instanceof Error && error.name === "ValidationError" && /does not exist/.test(error.message)) return;
  throw error;
}

async function notFound(stack: string, link: ServiceLink<CloudFormationClient>): Promise<LovageError> {
  // Who may read one stack may not always list all of them: then there is nothing to suggest.
  const known = await stackNames(link).catch(() => []);
  return new LovageError("STACK_NOT_FOUND", { stack, known, suggestion: didYouMean(stack, known) });
}
