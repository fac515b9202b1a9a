import { accountId, region } from "../account.ts";

/** The ARN of a rule of the default bus. */
export function ruleArn(name: string): string {
  return `arn:aws:events:${region}:${accountId}:rule/${name}`;
}
