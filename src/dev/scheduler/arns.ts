import { accountId, region } from "../account.ts";

/** The ARN of a schedule. */
export function scheduleArn({ group, name }: { readonly group: string; readonly name: string }): string {
  return `arn:aws:scheduler:${region}:${accountId}:schedule/${group}/${name}`;
}

/** The ARN of a schedule group. */
export function groupArn(name: string): string {
  return `arn:aws:scheduler:${region}:${accountId}:schedule-group/${name}`;
}
