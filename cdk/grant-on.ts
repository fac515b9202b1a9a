import { Token, TokenComparison } from "aws-cdk-lib";
import type { ITable } from "aws-cdk-lib/aws-dynamodb";
import { type AddToResourcePolicyResult, Grant, type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { IQueue } from "aws-cdk-lib/aws-sqs";

/** What a grant is about, and how it lets in who cannot be given a policy here. */
interface Target {
  readonly arn: string;
  readonly account: string;
  readonly letIn: (statement: PolicyStatement) => AddToResourcePolicyResult | undefined;
  /** The target's name for itself in its own policy. */
  readonly self: string;
}

/**
 * Grants calls on queues: one statement in the policy of the grantee, and, where the grantee is of another account or
 * cannot be given a policy here (an account, a service), one in the policy of each queue.
 */
export function grantOnQueues(grantee: IGrantable, actions: string[], queues: readonly IQueue[]): Grant {
  const targets = queues.map((queue) => ({
    arn: queue.queueArn,
    account: queue.env.account,
    letIn: (statement: PolicyStatement) => queue.addToResourcePolicy(statement),
    self: queue.queueArn,
  }));
  return grantOn(grantee, actions, targets);
}

/** The conditions of a statement, by operator and key. */
export type Conditions = Record<string, Record<string, unknown>>;

/** Grants calls on a table, likewise. @param conditions - when it is granted. @default always */
export function grantOnTable(grantee: IGrantable, actions: string[], table: ITable, conditions?: Conditions): Grant {
  const target = {
    arn: table.tableArn,
    account: table.env.account,
    // An imported table of CDK's has no such method in every version; its own stack is the place for its policy then.
    letIn: (statement: PolicyStatement) =>
      "addToResourcePolicy" in table && typeof table.addToResourcePolicy === "function"
        ? (table.addToResourcePolicy(statement) as AddToResourcePolicyResult)
        : undefined,
    // The policy is part of the table, whose ARN is not known before it exists; it is about this table alone.
    self: "*",
  };
  return grantOn(grantee, actions, [target], conditions);
}

function grantOn(grantee: IGrantable, actions: string[], targets: readonly Target[], conditions?: Conditions): Grant {
  const when = conditions && { conditions };
  const grant = Grant.addToPrincipal({ grantee, actions, resourceArns: targets.map(({ arn }) => arn), ...when });
  const principal = grantee.grantPrincipal;
  for (const { account, letIn, self } of targets) {
    if (grant.success && isOfAccount(principal.principalAccount, account)) continue;
    letIn(new PolicyStatement({ actions, resources: [self], principals: [principal], ...when }));
  }
  return grant;
}

/** Whether a principal is of an account, as far as both are known; what is unknown on both sides is taken for one. */
function isOfAccount(principal: string | undefined, account: string): boolean {
  if (principal === undefined) return false;
  const comparison = Token.compareStrings(principal, account);
  return comparison === TokenComparison.SAME || comparison === TokenComparison.BOTH_UNRESOLVED;
}
