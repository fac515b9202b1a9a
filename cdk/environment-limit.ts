import { Annotations, CfnResource, Stack } from "aws-cdk-lib";
import { Construct, type IConstruct } from "constructs";
import { LovageError } from "../src/errors/index.ts";

/**
 * What Lambda allows a function's variables in all, in bytes
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). It measures them as JSON, in which every
 * quote of our own JSON takes one byte more: its error shows the string that it measured.
 */
const LIMIT = 4096;

/** What a value that only the deployment knows may weigh: at most an SQS URL, whose name has 80 characters. */
const LONGEST_UNKNOWN = 134;

/**
 * Holds a function's environment against Lambda's limit when the app is synthesized, with all that has been added to it
 * until then: an error where it is certainly too large, a warning where it may be.
 *
 * @throws LovageError ENVIRONMENT_TOO_LARGE at synthesis
 */
export function guardEnvironment(fn: object): void {
  if (!Construct.isConstruct(fn)) return;
  const resource = fn.node.defaultChild;
  if (guarded.has(fn) || !resource || !CfnResource.isCfnResource(resource)) return;
  guarded.add(fn);
  fn.node.addValidation({
    validate: () => {
      check(fn, resource);
      return [];
    },
  });
}

const guarded = new WeakSet<IConstruct>();

function check(fn: IConstruct, resource: CfnResource): void {
  const { environment } = Object(resource);
  const variables: object = Stack.of(fn).resolve(environment)?.variables ?? {};
  const at = fn.node.path;
  const [least, most] = [sizeOf(variables, 1), sizeOf(variables, LONGEST_UNKNOWN)];
  if (least > LIMIT) throw new LovageError("ENVIRONMENT_TOO_LARGE", { function: at, bytes: least, limit: LIMIT });
  if (most <= LIMIT) return;
  const warning = `The environment of ${at} may come to ${most} bytes at deployment, and Lambda allows ${LIMIT}.`;
  Annotations.of(fn).addWarningV2("lovage:environmentSize", warning);
}

/** The size of resolved variables as Lambda measures it, with so much for each part that only the deployment knows. */
export function sizeOf(variables: object, unknown: number): number {
  const known = Object.entries(variables).map(([name, value]) => [name, filledIn(value, "x".repeat(unknown))]);
  return Buffer.byteLength(JSON.stringify(Object.fromEntries(known)));
}

/** A resolved value as text: what is no text in it (a reference, another function of CloudFormation) is filled in. */
function filledIn(value: unknown, unknown: string): string {
  if (typeof value === "string") return value;
  const join: unknown = Object(value)["Fn::Join"];
  if (!Array.isArray(join) || !Array.isArray(join[1])) return unknown;
  return join[1].map((part) => filledIn(part, unknown)).join(String(join[0]));
}
