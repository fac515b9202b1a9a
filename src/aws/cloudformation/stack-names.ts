import { type CloudFormationClient, ListStacksCommand, StackStatus } from "@aws-sdk/client-cloudformation";
import type { ServiceLink } from "../service-link.ts";

/** Every state but that of a stack which is gone: CloudFormation lists those too, for 90 days. */
const standing = Object.values(StackStatus).filter((status) => status !== "DELETE_COMPLETE");

/** The names of all stacks, in their order in the alphabet. */
export async function stackNames(link: ServiceLink<CloudFormationClient>): Promise<string[]> {
  const names = new Set<string>();
  let NextToken: string | undefined;
  do {
    const command = new ListStacksCommand({ StackStatusFilter: standing, NextToken });
    const page = await link.call("ListStacks", (client) => client.send(command));
    for (const { StackName } of page.StackSummaries ?? []) if (StackName) names.add(StackName);
    NextToken = page.NextToken;
  } while (NextToken);
  return [...names].sort();
}
