import { Validations } from "aws-cdk-lib";
import type { ISecurityGroup, IVpc, SubnetSelection } from "aws-cdk-lib/aws-ec2";
import { Effect, PolicyStatement, type Role } from "aws-cdk-lib/aws-iam";
import { rule } from "../src/settings/index.ts";
import { checkProps, leftOut } from "./check-props.ts";

/** Where in a network a worker's function stands. */
export interface WorkerNetworkProps {
  /**
   * The network, for tasks that reach a database or a service in it. The function reaches SQS and DynamoDB through its
   * subnets too: they need a NAT gateway, or endpoints for both.
   * @default - none: the function reaches the internet and nothing private.
   */
  readonly vpc?: IVpc;
  /**
   * The subnets of the network. Not public ones: a function has no public address, and would reach nothing outside.
   * @default - private subnets with a way out, as CDK chooses them.
   */
  readonly vpcSubnets?: SubnetSelection;
  /**
   * What the function may reach, and who may know it by that.
   * @default - a new one that lets everything out.
   */
  readonly securityGroups?: ISecurityGroup[];
}

/** The rules for the props of WorkerNetworkProps. */
export const networkRules = {
  vpc: rule.object,
  vpcSubnets: rule.object,
  securityGroups: { allowed: "a list of security groups", test: Array.isArray },
};

/**
 * Refuses parts of a network without the network.
 *
 * @throws LovageError INVALID_OPTION
 */
export function checkNetwork(where: string, { vpc, vpcSubnets, securityGroups }: WorkerNetworkProps): void {
  if (vpc) return;
  const none = leftOut("there is no vpc that it could be of");
  checkProps(where, { vpcSubnets, securityGroups }, { vpcSubnets: none, securityGroups: none });
}

/** What Lambda does with a function's role to connect it: the calls of AWS's managed policy for it, without those for logs. */
const CONNECT_ACTIONS = [
  "CreateNetworkInterface",
  "DescribeNetworkInterfaces",
  "DescribeSubnets",
  "DeleteNetworkInterface",
  "AssignPrivateIpAddresses",
  "UnassignPrivateIpAddresses",
].map((action) => `ec2:${action}`);

/**
 * The statements that let Lambda connect a function, and forbid the same calls to the function's own code: what the
 * code calls carries the key `lambda:SourceFunctionArn`, what Lambda calls does not
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html).
 */
export function networkStatements(): PolicyStatement[] {
  const shared = { actions: CONNECT_ACTIONS, resources: ["*"] };
  return [
    new PolicyStatement({ sid: "Connect", ...shared }),
    new PolicyStatement({
      sid: "NotByCode",
      effect: Effect.DENY,
      ...shared,
      conditions: { Null: { "lambda:SourceFunctionArn": "false" } },
    }),
  ];
}

/** Says to cdk-nag why the role of a connected or traced function names all resources. */
export function acknowledgeWildcards(role: Role, { vpc, tracing }: { vpc: boolean; tracing: boolean }): void {
  const why = [
    vpc
      ? "Lambda connects functions to a VPC by calls that take all resources only; the function's own code is denied them"
      : undefined,
    tracing ? "X-Ray's calls to send traces take all resources only" : undefined,
  ].filter((reason) => reason !== undefined);
  if (why.length === 0) return;
  Validations.of(role).acknowledge({ id: "AwsSolutions-IAM5[Resource::*]", reason: `${why.join(". ")}.` });
}
