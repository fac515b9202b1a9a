import { Stack, Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";

/**
 * Tells cdk-nag why statements of a role have a wildcard in a resource.
 *
 * @param resource - as in the statement, an ARN with parts that only the deployment knows, or "*"
 */
export function acknowledgeWildcard(role: IConstruct, resource: string, reason: string): void {
  const found = flat(Stack.of(role).resolve(resource));
  Validations.of(role).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[Resource::${found}]`, reason });
}

/** A value of a template as cdk-nag writes it, in a notation of its own: `<LogicalId>` for a reference, `<LogicalId.Arn>` for an attribute. */
function flat(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if ("Fn::Join" in value && Array.isArray(value["Fn::Join"])) {
    const [delimiter, items] = value["Fn::Join"] as [string, unknown[]];
    return items.map(flat).join(delimiter);
  }
  if ("Fn::GetAtt" in value && Array.isArray(value["Fn::GetAtt"])) return `<${value["Fn::GetAtt"].join(".")}>`;
  return "Ref" in value ? `<${String(value.Ref)}>` : JSON.stringify(value);
}
