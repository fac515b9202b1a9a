import { Annotations, type Duration } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { isToken } from "./check-props.ts";

/** What is allowed and still likely a mistake: whether it is so, the warning's id, and why it is unwise. */
export interface Unwise {
  readonly when: boolean;
  /** For `Annotations.of(…).acknowledgeWarning("lovage:…")`. */
  readonly id: string;
  readonly why: string;
}

/** Warns of what is unwise when the app is synthesized. */
export function warnUnwise(scope: IConstruct, ...all: readonly Unwise[]): void {
  for (const { when, id, why } of all) if (when) Annotations.of(scope).addWarningV2(`lovage:${id}`, why);
}

/** Whether a number or a time is known and less than so much (seconds, for a time). */
export function isBelow(value: number | Duration | undefined, limit: number): boolean {
  if (value === undefined || isToken(value)) return false;
  return (typeof value === "number" ? value : value.toSeconds()) < limit;
}
